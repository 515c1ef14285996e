use crate::{
    rule::notice::{Finding, Material},
    step::act,
};

notice! {
    /// Expired credentials, a broken mapping or an unreachable application stop everybody alike.
    ///
    /// Users whose creates are refused because they exist fail alike, too, and each for a reason of their own.
    ///
    /// Source: Microsoft Entra, *Analyze provisioning logs* (error codes).
    "N413",
    name: "every-user-fails",
    summary: "Every user fails alike",
    title: "Every user fails, so no single account is at fault",
    explanation: "All {count} users with attempts fail, and none gets through[; the last error is {error}]. So it is not about a single user: credentials, the mapping or the connection is the place to look.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let attempts = material.attempts;
    let code = attempts.first().and_then(|it| it.last_error_code());
    let alike = attempts
        .iter()
        .all(|it| it.failures > it.refused && it.successes == 0 && it.last_error_code() == code);
    if attempts.len() < 3 || !alike {
        return Vec::new();
    }
    vec![Finding {
        values: vec![
            ("count", attempts.len().to_string()),
            ("error", code.map(ToString::to_string).unwrap_or_default()),
        ],
        steps: vec![act(
            "Entra ID > Enterprise apps > Maptician > Provisioning > Connectivity (older: Admin Credentials) > Test connection. Is it refused? Ask Maptician support for a new secret token.",
        )],
        proofs: Vec::new(),
    }]
}
