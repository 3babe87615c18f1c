//! What a page does, without a page.

use lissom_web_module::{Desk, Reply};
use serde_json::{Value, json};

fn ask(desk: &mut Desk, request: Value, bytes: &[u8]) -> Reply {
    let reply = desk.request(request.to_string().as_bytes(), bytes);
    assert!(reply.text["error"].is_null(), "{request}: {}", reply.text);
    reply
}

fn refused(desk: &mut Desk, request: Value, bytes: &[u8]) -> String {
    let reply = desk.request(request.to_string().as_bytes(), bytes);
    reply.text["error"].as_str().unwrap_or_else(|| panic!("{request} was not refused")).to_owned()
}

fn open(keys: &[(&str, &str)]) -> Desk {
    let mut desk = Desk::default();
    ask(&mut desk, json!({"do": "open", "keys": keys}), &[]);
    desk
}

fn small() -> Desk {
    open(&[("preset", "lissom-or"), ("network.side", "12")])
}

fn gaussian() -> Value {
    json!({"do": "show", "picture": {"kind": "gaussian", "row": 6, "column": 6, "width": 1,
        "length": 2.5, "orientation": 30}})
}

#[test]
fn a_picture_settles_and_every_stage_is_drawn() {
    let mut desk = small();
    let settled = ask(&mut desk, gaussian(), &[]);
    let steps = settled.text["steps"].as_u64().unwrap();
    let views = ["retina", "on", "off", "afferent", "excitatory", "inhibitory", "v1"];
    let views: Vec<_> = views.iter().map(|view| json!({"view": view, "scale": 2})).collect();
    let drawn = ask(&mut desk, json!({"do": "draw", "views": views}), &[]);
    let pictures = drawn.text["pictures"].as_array().unwrap();
    for picture in pictures {
        assert_eq!((&picture["width"], &picture["length"]), (&json!(24), &json!(4 * 24 * 24)));
        assert!(picture["peak"].as_f64().unwrap() > 0.0, "{picture}");
    }
    assert_eq!(drawn.bytes.len(), 7 * 4 * 24 * 24);
    let at = |step: u64| json!({"do": "draw", "views": [{"view": "v1", "step": step}]});
    let [first, last] = [0, steps].map(|step| ask(&mut desk, at(step), &[]).bytes);
    assert_ne!(first, last);
}

#[test]
fn learning_is_measured_and_a_unit_tells_what_it_prefers() {
    let mut desk = small();
    ask(&mut desk, json!({"do": "learn", "count": 30}), &[]);
    let half = ask(&mut desk, json!({"do": "measure", "gratings": 64}), &[]);
    assert_eq!((&half.text["part"], &half.text["map"]), (&json!(0.5), &Value::Null));
    let whole = ask(&mut desk, json!({"do": "measure", "gratings": 1000}), &[]);
    assert_eq!(whole.text["map"]["presentations"], 30);
    assert!(whole.text["map"]["selectivity"].as_f64().unwrap() > 0.0);
    ask(&mut desk, json!({"do": "draw", "views": [{"view": "map", "scale": 8}]}), &[]);
    let unit = ask(&mut desk, json!({"do": "unit", "row": 3, "column": 4}), &[]);
    assert_eq!(unit.text["tuning"]["curve"].as_array().map(Vec::len), Some(16));
    let fields = ["afferent", "excitatory", "inhibitory"]
        .map(|field| json!({"field": field, "row": 3, "column": 4}));
    ask(&mut desk, json!({"do": "draw", "views": fields}), &[]);
    for what in ["v1", "preference", "selectivity", "tuning", "afferent-0", "inhibitory"] {
        let array = ask(&mut desk, json!({"do": "npy", "what": what}), &[]);
        assert!(array.bytes.starts_with(b"\x93NUMPY"), "{what}");
    }
}

#[test]
fn a_change_keeps_what_was_learned() {
    let mut desk = small();
    ask(&mut desk, json!({"do": "learn", "count": 10}), &[]);
    let keys = |side: &str, number: &str| {
        json!({"do": "open", "carry": true, "keys": [["preset", "lissom-or"],
            ["network.side", side], ["number", number], ["network.gamma_e", "0.5"]]})
    };
    let same = ask(&mut desk, keys("12", "fixed16"), &[]).text;
    assert_eq!((&same["carried"], &same["presentations"]), (&json!(true), &json!(10)));
    let float = ask(&mut desk, keys("12", "f32"), &[]).text;
    assert_eq!((&float["carried"], &float["presentations"]), (&json!(true), &json!(10)));
    let other = ask(&mut desk, keys("13", "f32"), &[]).text;
    assert_eq!((&other["carried"], &other["presentations"]), (&json!(false), &json!(0)));
}

#[test]
fn a_snapshot_goes_on_with_the_same_bits() {
    let trace = |desk: &mut Desk| {
        let learned = ask(desk, json!({"do": "learn", "count": 20}), &[]);
        learned.text["trace"].clone()
    };
    let mut desk = open(&[("preset", "gcal"), ("network.side", "12")]);
    trace(&mut desk);
    let snapshot = ask(&mut desk, json!({"do": "save"}), &[]).bytes;
    let wanted = trace(&mut desk);
    let mut other = small(); // the header tells the preset
    let loaded = ask(&mut other, json!({"do": "load"}), &snapshot).text;
    assert_eq!((&loaded["preset"], &loaded["presentations"]), (&json!("gcal"), &json!(20)));
    assert_eq!(trace(&mut other), wanted);

    let mut damaged = snapshot;
    damaged[200] ^= 1;
    refused(&mut other, json!({"do": "load"}), &damaged);
    assert_eq!(refused(&mut other, json!({"do": "load"}), b"nonsense"), "this file is no snapshot");
}

#[test]
fn formats_are_as_far_from_f64_as_they_say() {
    let mut desk = open(&[("preset", "notebook"), ("network.side", "16")]);
    ask(&mut desk, gaussian(), &[]);
    let mut worst = |format: &str| {
        let compared = ask(&mut desk, json!({"do": "format", "format": format}), &[]);
        assert_eq!(compared.bytes.len(), 2 * 4 * 16 * 16);
        compared.text["worst"].as_f64().unwrap()
    };
    let all = ["f64", "f32", "fixed32", "fixed16", "fixed8"].map(&mut worst);
    assert!(all[0] == 0.0 && all[1] < 1e-5 && all[2] < 1e-5, "{all:?}");
    assert!(0.0 < all[3] && all[3] < 1e-3 && all[3] < all[4] && all[4] < 0.1, "{all:?}");
}

#[test]
fn a_file_is_the_experiment_it_was_written_by() {
    let keys = [("preset", "gcal"), ("network.side", "14"), ("pictures.stream", "faces")];
    let mut desk = open(&keys);
    let file = ask(&mut desk, json!({"do": "toml"}), &[]).text["text"].clone();
    let opened = ask(&mut desk, json!({"do": "open", "toml": file}), &[]).text;
    assert_eq!(opened["address"], json!(keys));
    let images = json!({"do": "open", "toml": "[pictures]\nfiles = [\"a.png\"]\n"});
    assert!(refused(&mut desk, images, &[]).starts_with("the page cannot read the files"));
}

#[test]
fn firmware_is_written_where_a_board_can_have_it() {
    let mut desk = small();
    let learned = ask(&mut desk, json!({"do": "rust"}), &[]);
    assert!(learned.text["text"].as_str().unwrap().contains("include_bytes!(\"learned.bin\")"));
    assert!(learned.bytes.len() > 1000);
    let mut gcal = open(&[("preset", "gcal"), ("network.side", "12")]);
    assert!(refused(&mut gcal, json!({"do": "rust"}), &[]).contains("no gain control"));
}

#[test]
fn the_board_answers_with_the_page_s_hash() {
    let keys = [("preset", "notebook"), ("network.side", "24")];
    let mut desk = open(&keys);
    ask(&mut desk, gaussian(), &[]);
    let sent = ask(&mut desk, json!({"do": "send", "sequence": 9}), &[]);
    let answer = ask(&mut Desk::default(), json!({"do": "board"}), &sent.bytes).bytes;
    let heard = ask(&mut desk, json!({"do": "receive"}), &answer).text;
    assert_eq!(heard["said"][0]["sequence"], 9);
    assert_eq!(heard["said"][0]["hash"], sent.text["hash"]);
}

#[test]
fn mistakes_are_sentences() {
    let mut none = Desk::default();
    assert_eq!(refused(&mut none, json!({"do": "learn"}), &[]), "no experiment is open");
    assert_eq!(refused(&mut none, json!({"do": "fly"}), &[]), "there is no request fly");
    let mut desk = small();
    let map = json!({"do": "draw", "views": [{"view": "map"}]});
    assert_eq!(refused(&mut desk, map, &[]), "there is no map to be drawn");
    let unit = json!({"do": "draw", "views": [{"field": "afferent", "row": 12, "column": 0}]});
    assert_eq!(refused(&mut desk, unit, &[]), "V1 has no unit 12, 0: its side is 12");
    assert!(!desk.request(b"{", &[]).text["error"].is_null());
}
