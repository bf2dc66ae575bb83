'use strict';
// Loaded before every command, by `node -r`.
require('./assert-usable.cjs');
const { FOLDER, keepCompiled } = require('./keep-compiled.cjs');

keepCompiled(FOLDER);
