// Every page: htmx, Stimulus and the small controllers. The editor (editor.js) finds Stimulus at window.minhdinh.
import { Application, Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import { AutoSubmit } from "./controllers/auto_submit.js";
import { AutosaveForm } from "./controllers/autosave_form.js";
import { Cells } from "./controllers/cells.js";
import { Comments } from "./controllers/comments.js";
import { Confirm, watchConfirmations } from "./controllers/confirm.js";
import { Choose } from "./controllers/choose.js";
import { Copy } from "./controllers/copy.js";
import { Inherited } from "./controllers/inherited.js";
import { Day } from "./controllers/day.js";
import { Dialog } from "./controllers/dialog.js";
import { FieldNotes } from "./controllers/field_notes.js";
import { Go } from "./controllers/go.js";
import { Grid } from "./controllers/grid.js";
import { FocusGo, Keys } from "./controllers/keys.js";
import { Looks } from "./controllers/looks.js";
import { Member } from "./controllers/member.js";
import { Mention } from "./controllers/mention.js";
import { Menu } from "./controllers/menu.js";
import { Months } from "./controllers/months.js";
import { Note } from "./controllers/note.js";
import { Photos } from "./controllers/photos.js";
import { Presence } from "./controllers/presence.js";
import { Rail, Tree } from "./controllers/rail.js";
import { Rows } from "./controllers/rows.js";
import { SaveSummary } from "./controllers/save_summary.js";
import { SendForm } from "./controllers/send_form.js";
import { Stepper } from "./controllers/stepper.js";
import { Strip } from "./controllers/strip.js";
import { Suggest } from "./controllers/suggest.js";
import { Tabs } from "./controllers/tabs.js";
import { Upload } from "./controllers/upload.js";
import { Verify } from "./controllers/verify.js";
import { person, personUnknown } from "./lib/http.js";
import { watchHtmx } from "./lib/htmx_setup.js";
import { toast } from "./lib/toast.js";
import { dropShells } from "./lib/visit_shell.js";

const application = Application.start();
const controllers = {
  "auto-submit": AutoSubmit,
  "autosave-form": AutosaveForm,
  cells: Cells,
  comments: Comments,
  confirm: Confirm,
  choose: Choose,
  copy: Copy,
  inherited: Inherited,
  day: Day,
  dialog: Dialog,
  "field-notes": FieldNotes,
  "focus-go": FocusGo,
  go: Go,
  grid: Grid,
  keys: Keys,
  looks: Looks,
  member: Member,
  mention: Mention,
  menu: Menu,
  months: Months,
  note: Note,
  photos: Photos,
  presence: Presence,
  rail: Rail,
  rows: Rows,
  "save-summary": SaveSummary,
  "send-form": SendForm,
  stepper: Stepper,
  strip: Strip,
  suggest: Suggest,
  tabs: Tabs,
  tree: Tree,
  upload: Upload,
  verify: Verify,
};
for (const [name, controller] of Object.entries(controllers)) application.register(name, controller);

watchHtmx(htmx);
watchConfirmations();
if (globalThis.caches) {
  const known = { person: person(), unknown: personUnknown() };
  dropShells({ ...known, caches: globalThis.caches, workers: navigator.serviceWorker }).catch(() => {});
}
globalThis.minhdinh = { application, Controller, toast };
