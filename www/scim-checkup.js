// What a page imports: the element is defined by it, and the checkup can be called.
import { CheckupError } from "./assets.js";
import { checkup } from "./checkup.js";
import { ScimCheckup } from "./element.js";

export { CheckupError, ScimCheckup, checkup };
