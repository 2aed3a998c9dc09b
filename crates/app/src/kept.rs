//! What many ask at once is asked of the database once, kept for a moment, and never past a change that this server made.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

/// Lights turn, and another server on the same database may have changed something.
const MOMENT: i64 = 3_000;
/// So many answers are kept: more than a county has of people who look in one moment, and no burden on memory.
const MOST: usize = 256;

/// A moment between two changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    pub start: i64,
    n_changes: u64,
}

impl Moment {
    pub fn at(now: i64, n_changes: u64) -> Moment {
        Moment { start: now - now.rem_euclid(MOMENT), n_changes }
    }
}

/// The answers of the present moment, by what was asked.
#[derive(Debug)]
pub struct Kept<K, V>(Arc<Mutex<Places<K, V>>>);

#[derive(Debug)]
struct Places<K, V> {
    moment: Moment,
    by_key: HashMap<K, Place<V>>,
}

/// Whoever comes first asks; the others wait for the answer, so that a moment costs one however many come at once.
type Place<V> = Arc<OnceCell<V>>;

impl<K, V> Clone for Kept<K, V> {
    fn clone(&self) -> Kept<K, V> {
        Kept(self.0.clone())
    }
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Kept<K, V> {
        let places = Places { moment: Moment::default(), by_key: HashMap::new() };
        Kept(Arc::new(Mutex::new(places)))
    }
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// The answer of this moment, asked for if nobody has.
    pub async fn of<E, A: Future<Output = Result<V, E>>>(
        &self,
        moment: Moment,
        key: K,
        ask: impl FnOnce() -> A,
    ) -> Result<V, E> {
        self.place(moment, key).get_or_try_init(ask).await.cloned()
    }

    fn place(&self, moment: Moment, key: K) -> Place<V> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.moment != moment {
            *kept = Places { moment, by_key: HashMap::new() };
        }
        if kept.by_key.len() >= MOST && !kept.by_key.contains_key(&key) {
            return Place::default();
        }
        kept.by_key.entry(key).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_asks_for_all_who_ask_in_one_moment() {
        let kept = Kept::default();
        let ask = |moment, key: &'static str, answer: Result<i64, ()>| {
            let kept = kept.clone();
            async move { kept.of(moment, key, || async move { answer }).await }
        };
        let now = Moment::at(6_500, 1);
        assert_eq!(now, Moment::at(8_999, 1));
        assert_eq!(ask(now, "a", Err(())).await, Err(()), "a fault is nobody's answer");
        assert_eq!(ask(now, "a", Ok(1)).await, Ok(1));
        assert_eq!(ask(now, "a", Ok(2)).await, Ok(1));
        assert_eq!(ask(now, "b", Ok(3)).await, Ok(3));
        assert_eq!(ask(Moment::at(6_500, 2), "a", Ok(4)).await, Ok(4), "something has changed");
        assert_eq!(ask(Moment::at(9_000, 2), "a", Ok(5)).await, Ok(5), "time has gone by");
    }

    #[test]
    fn no_more_is_kept_than_has_room() {
        let kept: Kept<usize, ()> = Kept::default();
        let now = Moment::default();
        let places: Vec<Place<()>> = (0..=MOST).map(|key| kept.place(now, key)).collect();
        assert!(Arc::ptr_eq(&places[0], &kept.place(now, 0)));
        assert!(!Arc::ptr_eq(&places[MOST], &kept.place(now, MOST)));
    }
}
