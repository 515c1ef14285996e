// Compiled, never run: what importers may write, and what they may not.
import { CheckupError, ScimCheckup, checkup } from "../../../www/scim-checkup.js";
import type { ActionKind, CheckupDocument, CheckupProgress, Report, Time, User } from "../../../www/scim-checkup.js";

const documents: CheckupDocument[] = [
  { name: "Pasted text", text: "ada@contoso.com" },
  { name: "users.csv", blob: new Blob([]), whole: true, from: "maptician" },
];

export async function use(signal: AbortSignal): Promise<string[]> {
  const onProgress = ({ read, total, report }: CheckupProgress): number | undefined =>
    report ? report.totals.users : read / total;
  const report: Report = await checkup(documents, { asOf: new Date(), signal, onProgress, base: "/checkup/" });
  const asOf: Time = report.asOf;
  const deadlines = report.users.map((user: User) => user.action.deadline ?? asOf);
  const kind: ActionKind | undefined = report.users[0]?.action.kind;
  if (kind === "decideReturn") return deadlines;
  const offset: number | null | undefined = report.notices[0]?.evidence[0]?.offset;
  return [String(offset)];
}

export function told(error: unknown): string | null {
  return error instanceof CheckupError ? error.fix : null;
}

const element: ScimCheckup = document.createElement("scim-checkup");
element.setAttribute("contact", "support@contoso.com");

// @ts-expect-error A document needs a name.
checkup([{ text: "" }]);
// @ts-expect-error Either a text or a file.
checkup([{ name: "a", text: "", blob: new Blob([]) }]);
// @ts-expect-error Entra's and Maptician's lists are told apart by these two words.
checkup([{ name: "a", text: "", from: "Entra" }]);
// @ts-expect-error The billing status is one of three words.
export const paid = (user: User): boolean => user.billing.status === "paid";
