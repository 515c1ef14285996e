//! "Where do I get that?", by the question one has.

use yew::prelude::*;

use crate::copy::CopyLine;

#[derive(PartialEq, Properties)]
pub struct SourcesProps {
    pub contact: AttrValue,
}

#[component]
pub fn Sources(props: &SourcesProps) -> Html {
    let open = use_state(|| None::<usize>);
    // Paths and names as the Entra admin centre and Maptician's provisioning article have them.
    let questions = [
        (
            "Which users are affected?",
            "2 exports",
            html! {
                <>
                    <h4>{ "From Entra" }</h4>
                    <p>
                        { "Users > All users > Download users > Start. Clear the filters first: the file holds only \
                           what the list shows." }
                    </p>
                    <h4>{ "From Maptician" }</h4>
                    <p>{ "The SCIM listing, with the address and token of your setup:" }</p>
                    <CopyLine text="GET /scim/v2/Users" what="the request" />
                </>
            },
        ),
        (
            "Why does this one fail?",
            "1 log",
            html! {
                <p>
                    { "Entra ID > Enterprise apps > Maptician > Provisioning logs. Find the user, open the newest entry \
                       and copy what it shows, or choose Download > JSON for the whole log." }
                </p>
            },
        ),
        (
            "Whom do we pay for?",
            "1 list",
            html! {
                <>
                    <p>{ "Active users count. Maptician’s own list shows who is, so take its SCIM listing:" }</p>
                    <CopyLine text="GET /scim/v2/Users" what="the request" />
                    <p>{ "A table with an e-mail and an active column will do as well." }</p>
                </>
            },
        ),
        (
            "Can a deleted user come back?",
            "1 page",
            html! {
                <p>
                    { "Users > Deleted users shows everybody deleted in the last 30 days. Choose the user and copy what \
                       it shows, the object ID and the deletion date above all." }
                </p>
            },
        ),
    ];
    let rows = questions.into_iter().enumerate().map(|(place, (question, amount, answer))| {
        let is_open = *open == Some(place);
        let onclick = {
            let open = open.clone();
            Callback::from(move |_: MouseEvent| open.set((!is_open).then_some(place)))
        };
        html! {
            <li>
                <button type="button" class="row" aria-expanded={is_open.to_string()} {onclick}>
                    <span>{ question }</span><span class="faint">{ amount }</span>
                </button>
                if is_open { <div class="panel">{ answer }</div> }
            </li>
        }
    });
    html! {
        <aside class="sources" aria-labelledby="sources">
            <h3 id="sources">{ "Where do I get that?" }</h3>
            <p class="note">{ "Begin with your question." }</p>
            <ul>{ for rows }</ul>
            <p class="note">{ "On another identity provider, or stuck? Ask " }{ contact(&props.contact) }{ "." }</p>
        </aside>
    }
}

/// The contact as a link where it is an address, else as it was given.
pub fn contact(contact: &AttrValue) -> Html {
    match address(contact) {
        Some(mail) => html! { <a href={["mailto:", mail].concat()}>{ mail }</a> },
        None => html! { contact },
    }
}

/// The mail address in a contact that is nothing else.
pub fn address(contact: &str) -> Option<&str> {
    let address = contact.trim().trim_start_matches("mailto:");
    let (name, host) = address.split_once('@')?;
    let plain =
        |it: &str| !it.is_empty() && !it.contains(|it: char| it.is_whitespace() || "<>,;:?&\"".contains(it));
    (plain(name) && plain(host) && host.contains('.')).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn tells_an_address_from_a_text() {
        assert_eq!(address("support@maptician.com"), Some("support@maptician.com"));
        assert_eq!(address(" mailto:help@contoso.com "), Some("help@contoso.com"));
        for text in
            ["the service desk", "ask help@contoso.com", "a@b", "@contoso.com", "a@contoso.com?cc=b@c.d", ""]
        {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
