//! A position in the stream of pieces.

use super::piece::Piece;

#[derive(Debug)]
pub struct Walk<'a> {
    pieces: &'a [Piece],
}

impl<'a> Walk<'a> {
    pub fn new(pieces: &'a [Piece]) -> Walk<'a> {
        Walk { pieces }
    }

    pub fn peek(&self) -> Option<&'a Piece> {
        self.pieces.first()
    }

    pub fn next(&mut self) -> Option<&'a Piece> {
        let (first, rest) = self.pieces.split_first()?;
        self.pieces = rest;
        Some(first)
    }

    /// From the next piece on.
    pub fn rest(&self) -> &'a [Piece] {
        self.pieces
    }
}
