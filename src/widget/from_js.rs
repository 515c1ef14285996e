//! Reads the report's types from JavaScript values, for a quarter of what the general reader costs.
//!
//! A struct is taken field by field in the order it declares them, so none of the code is linked in that finds a field
//! by its name, minds doubles, or words an error: the report comes from our own engine, of the same version.

use js_sys::{Array, Reflect};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, SeqAccess, VariantAccess, Visitor,
    value::StrDeserializer,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value; throws in JavaScript where it has another shape.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> T {
    match T::deserialize(Value(value)) {
        Ok(it) => it,
    }
}

/// That a value has another shape. There is no such value: it is thrown where it would be made, so that the way back
/// from each of the hundred fields needs no code.
#[derive(Debug)]
pub enum OtherShape {}

fn other_shape() -> ! {
    wasm_bindgen::throw_str("The report has another shape")
}

impl std::fmt::Display for OtherShape {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for OtherShape {}

impl Error for OtherShape {
    fn custom<T: std::fmt::Display>(_: T) -> OtherShape {
        other_shape()
    }
}

struct Value(JsValue);

impl<'de> Deserializer<'de> for Value {
    type Error = OtherShape;

    /// Nothing in a report is of a kind that only the value itself could tell.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, OtherShape> {
        other_shape()
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, OtherShape> {
        visitor.visit_string(text(&self.0))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, OtherShape> {
        visitor.visit_bool(self.0.as_bool().unwrap_or_else(|| other_shape()))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, OtherShape> {
        visitor.visit_u32(number(&self.0) as u32)
    }

    /// Bytes: far below where a number of JavaScript is not exact.
    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, OtherShape> {
        visitor.visit_u64(number(&self.0) as u64)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, OtherShape> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, OtherShape> {
        visitor.visit_seq(Items { items: self.0.dyn_into().unwrap_or_else(|_| other_shape()), next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, OtherShape> {
        visitor.visit_seq(Fields { object: self.0, rest: fields.iter() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, OtherShape> {
        visitor.visit_enum(Word(text(&self.0)))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char str bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct map identifier ignored_any
    }
}

/// The fields of a struct, in its own order.
struct Fields {
    object: JsValue,
    rest: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = OtherShape;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, OtherShape> {
        let Some(field) = self.rest.next() else { return Ok(None) };
        seed.deserialize(Value(member(&self.object, field))).map(Some)
    }
}

#[inline(never)]
fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| other_shape())
}

#[inline(never)]
fn number(value: &JsValue) -> f64 {
    value.as_f64().unwrap_or_else(|| other_shape())
}

#[inline(never)]
fn member(object: &JsValue, field: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(field)).unwrap_or_else(|_| other_shape())
}

struct Items {
    items: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = OtherShape;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, OtherShape> {
        if self.next >= self.items.length() {
            return Ok(None);
        }
        let item = self.items.get(self.next);
        self.next += 1;
        seed.deserialize(Value(item)).map(Some)
    }
}

/// The name of an enum's value, which is all such a value has.
struct Word(String);

impl<'de> EnumAccess<'de> for Word {
    type Error = OtherShape;
    type Variant = Bare;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Bare), OtherShape> {
        Ok((seed.deserialize(StrDeserializer::new(&self.0))?, Bare))
    }
}

struct Bare;

impl<'de> VariantAccess<'de> for Bare {
    type Error = OtherShape;

    fn unit_variant(self) -> Result<(), OtherShape> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, OtherShape> {
        other_shape()
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, OtherShape> {
        other_shape()
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, OtherShape> {
        other_shape()
    }
}
