// Pages where people write. Loaded as a module after app.js, whose Stimulus it uses.
import { Passage } from "./editor/passage.js";

globalThis.minhdinh.application.register("passage", Passage);
