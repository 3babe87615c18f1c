//! How fast this computer settles and learns, one thread, by the requests that the page makes: the
//! native column of the README's table.

use lissom_web_module::Desk;
use serde_json::json;
use std::time::{Duration, Instant};

/// How long each rate is measured.
const LONG: Duration = Duration::from_millis(1500);

fn rate(mut work: impl FnMut()) -> f64 {
    work();
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < LONG {
        work();
        count += 1;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}

fn main() {
    for preset in ["lissom-or", "gcal"] {
        for side in ["24", "36", "48"] {
            let mut desk = Desk::default();
            let ask = |desk: &mut Desk, request: serde_json::Value| {
                let reply = desk.request(request.to_string().as_bytes(), &[]);
                assert!(reply.text["error"].is_null(), "{}", reply.text);
            };
            ask(
                &mut desk,
                json!({"do": "open", "keys": [["preset", preset], ["network.side", side]]}),
            );
            let learn = 10.0 * rate(|| ask(&mut desk, json!({"do": "learn", "count": 10})));
            let middle = side.parse::<f64>().unwrap_or_default() / 2.0;
            let show = json!({"do": "show", "picture": {"kind": "gaussian", "row": middle,
                "column": middle, "width": 1, "length": 3, "orientation": 30}});
            let settle = rate(|| ask(&mut desk, show.clone()));
            println!(
                "{}",
                json!({"preset": preset, "side": side, "settle": settle, "learn": learn})
            );
        }
    }
}
