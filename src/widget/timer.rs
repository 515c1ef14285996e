//! One call later on; dropped, it never comes.

use wasm_bindgen::prelude::*;
use web_sys::Window;

pub struct Timer {
    window: Window,
    handle: i32,
    // Held so that the browser has something to call.
    _call: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls back after some milliseconds.
    pub fn after(millis: i32, call: impl FnOnce() + 'static) -> Option<Timer> {
        let window = web_sys::window()?;
        let call = Closure::once(call);
        let handle = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(call.as_ref().unchecked_ref(), millis)
            .ok()?;
        Some(Timer { window, handle, _call: call })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.window.clear_timeout_with_handle(self.handle);
    }
}
