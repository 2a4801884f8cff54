// The one script of a page. Everything works without it; each module makes one thing better.
import { focusErrors } from "./errors.js";
import { guardForms } from "./guard.js";
import { countCharacters } from "./counter.js";
import { askFirst } from "./confirm.js";
import { watchSession } from "./session.js";
import { offerCopying } from "./copy.js";

focusErrors();
guardForms();
countCharacters();
askFirst();
watchSession();
offerCopying();
