//! Papers out: plain structs become PDF, DOCX and XLSX bytes.
