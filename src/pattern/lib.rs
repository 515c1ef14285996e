//! Patterns in the syntax of `regex`, compiled into automata while the rules are built.
//!
//! What `regex` does at run time before its first search, reading a pattern and compiling it, weighs 60 KB after
//! compression, and finding groups makes it forty times slower. Neither is needed for patterns that stand in the
//! source: a page gets finished tables. They are deterministic automata made by `regex-automata`, the crate that
//! `regex` is made of: one forward, which finds where a match ends, and one backward from there.

mod table;

use proc_macro::TokenStream;
use proc_macro2::{Ident, Literal, Span, TokenTree};
use regex_automata::{
    Anchored, MatchKind,
    dfa::{Automaton, StartKind, dense},
    nfa::thompson,
    util::syntax,
};
use syn::{
    LitStr, Token,
    parse::{Parse, ParseStream, Parser},
    punctuated::Punctuated,
};

/// `pattern!("one" " pattern", "another")`: alternatives with commas between them, each in one or more pieces.
///
/// Where two match at one place, the first one wins. Makes arguments for `Pattern::new`.
#[proc_macro]
pub fn pattern(input: TokenStream) -> TokenStream {
    expand(input, str::to_string)
}

/// The same, where a blank stands for any white space: mails and consoles wrap sentences anywhere.
#[proc_macro]
pub fn words(input: TokenStream) -> TokenStream {
    expand(input, |text| text.replace(' ', r"[\t\n\r\x20]+"))
}

/// `meaning!("line", "line")`: the lines of a rule's documentation as one text, up to its first heading: the meaning and its
/// sources, without the example and the near misses. The page shows it beside a user who is an example already.
#[proc_macro]
pub fn meaning(input: TokenStream) -> TokenStream {
    let lines = match Punctuated::<LitStr, Token![,]>::parse_terminated.parse(input) {
        Ok(it) => it,
        Err(error) => return error.into_compile_error().into(),
    };
    let lines: Vec<String> = lines.iter().map(LitStr::value).collect();
    let text: Vec<&str> = lines.iter().map(|it| it.trim()).take_while(|it| !it.starts_with("## ")).collect();
    let text = text.join("\n");
    TokenStream::from(proc_macro::TokenTree::Literal(proc_macro::Literal::string(text.trim())))
}

/// One alternative: literals side by side, for what does not fit on a line.
struct Alternative {
    text: String,
}

impl Parse for Alternative {
    fn parse(input: ParseStream<'_>) -> syn::Result<Alternative> {
        let mut text = input.parse::<LitStr>()?.value();
        while input.peek(LitStr) {
            text.push_str(&input.parse::<LitStr>()?.value());
        }
        Ok(Alternative { text })
    }
}

fn expand(input: TokenStream, written: impl Fn(&str) -> String) -> TokenStream {
    let alternatives = match Punctuated::<Alternative, Token![,]>::parse_terminated.parse(input) {
        Ok(it) => it,
        Err(error) => return error.into_compile_error().into(),
    };
    let texts: Vec<String> = alternatives.iter().map(|it| written(&it.text)).collect();
    match compile(&texts) {
        Ok((forward, backward)) => call(&texts, &forward, &backward),
        Err(error) => {
            let text = format!("{error}: {}", texts.join(" or "));
            syn::Error::new(Span::call_site(), text).into_compile_error().into()
        }
    }
}

/// Both automata as bytes; the second is empty where a match can only begin where the search does.
fn compile(texts: &[String]) -> Result<(Vec<u8>, Vec<u8>), Box<dyn std::error::Error>> {
    // Unicode's tables of words and cases are left out: classes of letters name ranges.
    let syntax = syntax::Config::new();
    let forward = dense::Builder::new()
        .syntax(syntax)
        .configure(dense::Config::new().minimize(true).start_kind(StartKind::Unanchored))
        .build_many(texts)?;
    if forward.has_empty() {
        return Err("it matches where nothing stands".into());
    }
    let bytes = table::write(&forward, Anchored::No)?;
    if forward.is_always_start_anchored() {
        return Ok((bytes, Vec::new()));
    }
    let backward = dense::Builder::new()
        .syntax(syntax)
        .thompson(thompson::Config::new().reverse(true))
        .configure(
            dense::Config::new().minimize(true).start_kind(StartKind::Anchored).match_kind(MatchKind::All),
        )
        .build_many(texts)?;
    Ok((bytes, table::write(&backward, Anchored::Yes)?))
}

/// `Pattern::new(&["…"], b"…", b"…")`
fn call(texts: &[String], forward: &[u8], backward: &[u8]) -> TokenStream {
    let texts: String = texts.iter().map(|it| format!("{},", Literal::string(it))).collect();
    let bytes = |it: &[u8]| TokenTree::from(Literal::byte_string(it)).to_string();
    let name = Ident::new("Pattern", Span::call_site());
    let call = format!("{name}::new(&[{texts}], {}, {})", bytes(forward), bytes(backward));
    call.parse().expect("made of literals")
}
