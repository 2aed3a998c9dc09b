//! One SQL text for two databases. SQLite is embedded and the default; PostgreSQL serves a province.
//! What differs between the two lives in this folder and nowhere else.

mod matter_search;
mod migrate;
mod schema;
mod value;

use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow, Postgres};
use sqlx::sqlite::{
    Sqlite, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection, FromRow, SqlSafeStr, SqlStr, Transaction};

pub use migrate::NewerSchema;
pub use value::{Args, Value};

/// A row type that both drivers can fill; `#[derive(sqlx::FromRow)]` makes one.
pub trait Record: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

impl<T> Record for T where T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

/// How long an idle connection to PostgreSQL is taken to be alive.
const TRUSTED: Duration = Duration::from_secs(1);

/// The database. SQLite has one writer, so its write pool holds one connection and its readers cannot write.
#[derive(Clone, Debug)]
pub enum Db {
    Lite { read: SqlitePool, write: SqlitePool },
    Pg(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub enum Tx {
    Lite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

/// Runs one statement on whichever connection matches the database.
macro_rules! on {
    ($args:expr, $query:expr, $bind:ident) => {
        $args.into_iter().fold($query, |query, value| value.$bind(query))
    };
}

impl Db {
    /// Opens a database by address: `postgres://…`, or the path of a SQLite file.
    pub async fn open(address: &str) -> anyhow::Result<Db> {
        let db = match address.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Db::Pg(Db::pool_of(address).await?),
            Some(("sqlite", path)) => Db::open_lite(path).await?,
            None => Db::open_lite(address).await?,
            Some((kind, _)) => anyhow::bail!("不认识的数据库地址 {kind}://…，应写作 postgres://…"),
        };
        migrate::run(&db).await?;
        Ok(db)
    }

    /// A connection that lay idle may have died with its server and is asked first. To ask each time, as the pool does by
    /// itself, would double the questions of every page.
    ///
    /// What PostgreSQL presumes of a disk is from the time of turning ones: it would read whole tables where an index has the
    /// answer. And to compile a plan takes longer than any of ours.
    async fn pool_of(address: &str) -> sqlx::Result<PgPool> {
        let options: PgConnectOptions = address.parse()?;
        let options = options.options([("random_page_cost", "1.1"), ("jit", "off")]);
        PgPoolOptions::new()
            .max_connections(16)
            .test_before_acquire(false)
            .before_acquire(|connection, since| {
                Box::pin(async move {
                    if since.idle_for > TRUSTED {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
    }

    async fn open_lite(path: &str) -> anyhow::Result<Db> {
        if let Some(folder) = Path::new(path).parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: a confirmed write survives a power cut, not only a crash of the program.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        // A file does not go away; to be asked whether it is there takes as long as a small question.
        let pool = |n| SqlitePoolOptions::new().max_connections(n).test_before_acquire(false);
        let write = pool(1).connect_with(options.clone()).await?;
        let read = pool(4).connect_with(options.pragma("query_only", "on")).await?;
        Ok(Db::Lite { read, write })
    }

    pub async fn all<T: Record>(&self, sql: &'static str, args: Args) -> sqlx::Result<Vec<T>> {
        self.all_built(sql, args).await
    }

    pub async fn one<T: Record>(&self, sql: &'static str, args: Args) -> sqlx::Result<Option<T>> {
        match self {
            Db::Lite { read, .. } => {
                on!(args, sqlx::query_as::<Sqlite, T>(sql), bind_lite).fetch_optional(read).await
            }
            Db::Pg(pool) => on!(args, sqlx::query_as::<Postgres, T>(sql), bind_pg).fetch_optional(pool).await,
        }
    }

    /// A count or another single whole number.
    pub async fn number(&self, sql: &'static str, args: Args) -> sqlx::Result<i64> {
        Ok(self.one::<(i64,)>(sql, args).await?.map_or(0, |row| row.0))
    }

    /// One statement in a transaction of its own; gives the number of rows it changed.
    pub async fn run(&self, sql: &'static str, args: Args) -> sqlx::Result<u64> {
        let mut tx = self.begin().await?;
        let changed = tx.run(sql, args).await?;
        tx.commit().await?;
        Ok(changed)
    }

    pub async fn begin(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            // IMMEDIATE: a transaction that starts as a reader cannot become a writer under load.
            Db::Lite { write, .. } => Tx::Lite(write.begin_with("begin immediate").await?),
            Db::Pg(pool) => Tx::Pg(pool.begin().await?),
        })
    }

    /// The rows of a statement put together from our own words. `{found}` in it stands for the ids of the documents
    /// that hold the phrase `$3`.
    pub async fn built<T: Record>(&self, sql: &str, args: Args) -> sqlx::Result<Vec<T>> {
        let found = match self {
            Db::Lite { .. } => "select document_id from passage_index where tokens match $3",
            Db::Pg(_) => {
                "select document_id from passage where to_tsvector('simple', tokens) @@ to_tsquery('simple', $3)"
            }
        };
        self.all_built(AssertSqlSafe(sql.replace("{found}", found)), args).await
    }

    /// The phrase as either index wants it: these tokens one after the other, the last one a beginning. Tokens are
    /// letters and digits only, so nothing in them can be taken for an operator.
    pub fn phrase(&self, tokens: &[String]) -> String {
        match self {
            Db::Lite { .. } => format!("\"{}\" *", tokens.join(" ")),
            Db::Pg(_) => {
                let quoted: Vec<String> = tokens.iter().map(|t| format!("'{t}'")).collect();
                format!("{}:*", quoted.join(" <-> "))
            }
        }
    }

    async fn all_built<T: Record>(&self, sql: impl SqlSafeStr, args: Args) -> sqlx::Result<Vec<T>> {
        let sql: SqlStr = sql.into_sql_str();
        match self {
            Db::Lite { read, .. } => {
                on!(args, sqlx::query_as::<Sqlite, T>(sql), bind_lite).fetch_all(read).await
            }
            Db::Pg(pool) => on!(args, sqlx::query_as::<Postgres, T>(sql), bind_pg).fetch_all(pool).await,
        }
    }
}

impl Tx {
    pub async fn all<T: Record>(&mut self, sql: &'static str, args: Args) -> sqlx::Result<Vec<T>> {
        match self {
            Tx::Lite(tx) => {
                on!(args, sqlx::query_as::<Sqlite, T>(unlocked(sql)), bind_lite).fetch_all(&mut **tx).await
            }
            Tx::Pg(tx) => on!(args, sqlx::query_as::<Postgres, T>(sql), bind_pg).fetch_all(&mut **tx).await,
        }
    }

    pub async fn one<T: Record>(&mut self, sql: &'static str, args: Args) -> sqlx::Result<Option<T>> {
        match self {
            Tx::Lite(tx) => {
                on!(args, sqlx::query_as::<Sqlite, T>(unlocked(sql)), bind_lite)
                    .fetch_optional(&mut **tx)
                    .await
            }
            Tx::Pg(tx) => {
                on!(args, sqlx::query_as::<Postgres, T>(sql), bind_pg).fetch_optional(&mut **tx).await
            }
        }
    }

    pub async fn run(&mut self, sql: &'static str, args: Args) -> sqlx::Result<u64> {
        self.run_built(sql, args).await
    }

    /// Many rows of one table in few statements. Table and columns are our own words, never input.
    pub async fn insert_all(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        rows: Vec<Args>,
    ) -> sqlx::Result<()> {
        // SQLite allows 32,766 marks in one statement.
        let rows_at_once = (30_000 / columns.len()).min(500);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<Args> = rows.by_ref().take(rows_at_once).collect();
            let sql = insert_text(table, columns, chunk.len(), matches!(self, Tx::Pg(_)));
            self.run_built(AssertSqlSafe(sql), chunk.into_iter().flatten().collect()).await?;
        }
        Ok(())
    }

    /// Rows of one table but for those that are there; gives the ids of the others. Few rows: one statement.
    pub async fn insert_new(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        rows: Vec<Args>,
    ) -> sqlx::Result<Vec<String>> {
        let text = insert_text(table, columns, rows.len(), matches!(self, Tx::Pg(_)));
        let sql = AssertSqlSafe(format!("{text} on conflict do nothing returning id"));
        let args: Args = rows.into_iter().flatten().collect();
        let written: Vec<(String,)> = match self {
            Tx::Lite(tx) => {
                on!(args, sqlx::query_as::<Sqlite, _>(sql), bind_lite).fetch_all(&mut **tx).await?
            }
            Tx::Pg(tx) => on!(args, sqlx::query_as::<Postgres, _>(sql), bind_pg).fetch_all(&mut **tx).await?,
        };
        Ok(written.into_iter().map(|row| row.0).collect())
    }

    /// Whoever holds this name goes first; the others wait until that transaction has ended. SQLite has one writer.
    pub async fn hold(&mut self, name: &str) -> sqlx::Result<()> {
        if let Tx::Pg(tx) = self {
            sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 7461283501))")
                .bind(name)
                .execute(&mut **tx)
                .await?;
        }
        Ok(())
    }

    pub async fn commit(self) -> sqlx::Result<()> {
        match self {
            Tx::Lite(tx) => tx.commit().await,
            Tx::Pg(tx) => tx.commit().await,
        }
    }

    async fn run_built(&mut self, sql: impl SqlSafeStr, args: Args) -> sqlx::Result<u64> {
        let sql: SqlStr = sql.into_sql_str();
        match self {
            Tx::Lite(tx) => {
                let done = on!(args, sqlx::query::<Sqlite>(sql), bind_lite_query).execute(&mut **tx).await?;
                Ok(done.rows_affected())
            }
            Tx::Pg(tx) => {
                let done = on!(args, sqlx::query::<Postgres>(sql), bind_pg_query).execute(&mut **tx).await?;
                Ok(done.rows_affected())
            }
        }
    }
}

/// SQLite has one writer and no word for locking rows.
fn unlocked(sql: &'static str) -> &'static str {
    sql.split(" for update").next().unwrap_or(sql)
}

/// SQLite takes a numbered mark for a name and walks all names to find one: thousands of marks in one statement must
/// go without. PostgreSQL knows only numbered ones.
fn insert_text(table: &str, columns: &[&str], n_rows: usize, has_numbers: bool) -> String {
    let mark = |n: usize| if has_numbers { format!("${}", n + 1) } else { "?".to_owned() };
    let row = |row: usize| {
        let marks: Vec<String> = (0..columns.len()).map(|i| mark(row * columns.len() + i)).collect();
        format!("({})", marks.join(","))
    };
    let rows: Vec<String> = (0..n_rows).map(row).collect();
    format!("insert into {table} ({}) values {}", columns.join(", "), rows.join(","))
}

/// `$4, $5, $6`: the marks of a list among the arguments.
pub fn marks(places: RangeInclusive<usize>) -> String {
    places.map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// A unique constraint refused the row: somebody else was first.
pub fn is_duplicate(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|e| e.is_unique_violation())
}
