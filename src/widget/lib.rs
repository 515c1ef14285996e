//! The view of SCIM Checkup, in Yew: a field to paste into, and the report on what was pasted.
//!
//! It knows no rule, reads no format and reads no clock for the answers: what it is given it hands to a [`Bridge`],
//! and what comes back is a report whose sentences it shows. Only the types of the rules crate are linked in.

mod activity;
mod answers;
mod asked;
mod bar;
mod bridge;
mod copy;
mod days;
mod documents;
mod entry;
mod evidence;
mod example;
mod examples;
mod failure;
mod field;
mod figures;
mod findings;
mod form;
mod from_js;
mod given;
mod headline;
mod ladder;
mod life;
mod lines;
mod many;
mod matrix;
mod message;
mod name_apart;
mod notices;
mod number;
mod problems;
mod progress;
mod rows;
mod sign;
mod sources;
mod state;
mod steps;
mod table;
mod taking;
mod timer;
mod ui;
mod user;
mod view;
mod what_if;

use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AppHandle, Renderer};

pub use bridge::Bridge;
use view::{Props, View};

/// An allocator made for WebAssembly: smaller than the one in the standard library.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Draws the widget into an empty element of an open shadow root.
///
/// `options` is an object with `contact` (an address or a text, or null).
#[wasm_bindgen]
pub fn mount(root: Element, bridge: Bridge, options: JsValue) -> App {
    let contact = bridge::contact(&options);
    let props = Props { bridge: bridge.clone(), contact };
    App { bridge, handle: Renderer::<View>::with_root_and_props(root, props).render() }
}

/// A mounted widget.
#[wasm_bindgen]
pub struct App {
    bridge: Bridge,
    handle: AppHandle<View>,
}

#[wasm_bindgen]
impl App {
    /// Takes over changed options; what was pasted and found stays.
    pub fn update(&mut self, options: JsValue) {
        let contact = bridge::contact(&options);
        self.handle.update(Props { bridge: self.bridge.clone(), contact });
    }

    /// Takes the widget out of its element.
    pub fn destroy(self) {
        self.handle.destroy();
    }
}
