// Records what an independent evaluator (npm's openrosa-xpath-evaluator, which Enketo uses) says of the forms.
//
// To record anew, after a form or its answers changed, in a temporary folder T:
//   npm install --prefix T openrosa-xpath-evaluator@2.0.13 node-forge jsdom
//   .venv/bin/python -m tests.forms T
//   cp tests/forms/record.mjs T && TZ=UTC node T/record.mjs T tests/forms/recorded
//
// The evaluator gives the value of an expression; how a form follows from its expressions is written here anew,
// after the ODK XForms specification, so that nothing of the bot's own reading is in what is expected. As in
// Enketo, instance('x') and jr:choice-name() are put into the text before an expression is evaluated.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const require = createRequire(import.meta.url);
const { JSDOM } = require('jsdom');
const [from, to] = process.argv.slice(2);

const { window } = new JSDOM('<html/>');
for (const name of ['XPathEvaluator', 'XPathResult', 'Node', 'DOMParser']) globalThis[name] = window[name];
// jsdom wants the type of a result said, which browsers take for granted.
const { prototype } = window.XPathExpression;
const evaluate = prototype.evaluate;
prototype.evaluate = function given(node, type = 0, result = null) { return evaluate.call(this, node, type, result); };
const evaluator = require('openrosa-xpath-evaluator')();
const { BOOLEAN_TYPE, STRING_TYPE, ORDERED_NODE_SNAPSHOT_TYPE } = window.XPathResult;

/** Stop the clock, for whoever asks for the present day. */
function stopClock(now) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [now])); }
    static now() { return new Real(now).getTime(); }
  };
}

const children = (node, name) => [...node.children].filter(each => each.localName === name);
const first = (node, ...names) => names.reduce((at, name) => at && children(at, name)[0], node);

/** Read a form: its instances in a document of their own, its binds and controls. */
function read(xml) {
  const html = new window.DOMParser().parseFromString(xml, 'application/xml').documentElement;
  const model = first(html, 'head', 'model');
  const instances = children(model, 'instance');
  const plain = node => `<${node.localName}>${node.children.length
    ? [...node.children].map(plain).join('') : escaped(node.textContent)}</${node.localName}>`;
  const texts = {};
  const spoken = [...model.getElementsByTagName('translation')];
  const translation = spoken.find(each => each.getAttribute('default')) ?? spoken[0];
  for (const text of translation?.getElementsByTagName('text') ?? []) texts[text.getAttribute('id')] = text.textContent.trim();
  const source = '<model>' + instances.map((each, place) =>
    `<instance id="${place ? each.getAttribute('id') : ''}">${plain(each.children[0])}</instance>`).join('') + '</model>';
  const controls = {};
  for (const node of first(html, 'body').getElementsByTagName('*')) {
    if (node.hasAttribute('ref') && node.localName !== 'group' && !['label', 'hint', 'value'].includes(node.localName)) {
      controls[node.getAttribute('ref')] = { itemset: first(node, 'itemset')?.getAttribute('nodeset') };
    }
  }
  return {
    source, texts, controls,
    root: instances[0].children[0].localName,
    binds: children(model, 'bind').filter(each => !each.getAttribute('nodeset').includes('/meta/')),
    defaults: children(model, 'setvalue').map(each => [each.getAttribute('ref'), each.getAttribute('value')]),
  };
}

const escaped = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Fill a form in, and tell what follows. */
function fill(form, answers) {
  const doc = new window.DOMParser().parseFromString(form.source, 'application/xml');
  const whole = expression => expression
    .replace(/instance\('([^']+)'\)/g, (_, id) => `/model/instance[@id="${id}"]`)
    .replaceAll(`/${form.root}/`, `/model/instance[1]/${form.root}/`);
  const nodes = expression => {
    const found = evaluator.evaluate(whole(expression), doc, null, ORDERED_NODE_SNAPSHOT_TYPE);
    return Array.from({ length: found.snapshotLength }, (_, place) => found.snapshotItem(place));
  };
  const at = path => nodes(path)[0];
  const label = (value, path) => {
    const list = form.controls[path]?.itemset?.replace(/\[.*\]$/s, '');
    const item = list && nodes(list).find(each => first(each, 'name').textContent === value);
    return item ? form.texts[first(item, 'itextId')?.textContent] ?? first(item, 'label').textContent : value;
  };
  const named = (expression, node) => expression.replace(/jr:choice-name\(\s*([^,]+?)\s*,\s*'\s*([^']+?)\s*'\s*\)/g,
    (_, value, path) => JSON.stringify(label(text(value, node), path)));
  const text = (expression, node) => {
    const said = evaluator.evaluate(whole(named(expression, node)), node, null, STRING_TYPE).stringValue;
    return said === 'NaN' ? '' : said;
  };
  const truth = (expression, node) => evaluator.evaluate(whole(named(expression, node)), node, null, BOOLEAN_TYPE).booleanValue;

  for (const [path, value] of form.defaults) at(path).textContent = text(value, at(path));
  const given = {};
  for (const bind of form.binds) {
    const path = bind.getAttribute('nodeset');
    const node = at(path);
    if (!node.children.length) given[path] = answers[path.slice(form.root.length + 2)] ?? node.textContent;
  }
  let relevant = {};
  const write = (path, value) => { const changed = at(path).textContent !== value; at(path).textContent = value; return changed; };
  for (let again = true, round = 0; again; round += 1) {
    if (round > 50) throw new Error('this form never comes to rest');
    again = false;
    for (const bind of form.binds) {
      const path = bind.getAttribute('nodeset');
      const above = Object.keys(relevant).filter(each => path.startsWith(`${each}/`)).every(each => relevant[each]);
      const asked = bind.getAttribute('relevant');
      const holds = above && (!asked || truth(asked, at(path)));
      again = relevant[path] !== holds || again;
      relevant[path] = holds;
      if (path in given) {
        const calculate = bind.getAttribute('calculate');
        const value = !holds ? '' : calculate ? text(calculate, at(path)) : given[path];
        again = write(path, value) || again;
      }
    }
  }
  const told = { relevant: [], required: [], refused: [], calculated: {}, left: {} };
  for (const bind of form.binds) {
    const path = bind.getAttribute('nodeset');
    if (!relevant[path] || !(path in given)) continue;
    const name = path.slice(form.root.length + 2);
    const node = at(path);
    const [constraint, required] = [bind.getAttribute('constraint'), bind.getAttribute('required')];
    told.relevant.push(name);
    if (required && truth(required, node)) told.required.push(name);
    if (constraint && node.textContent && !truth(constraint, node)) told.refused.push(name);
    if (bind.getAttribute('calculate')) told.calculated[name] = node.textContent;
    const list = form.controls[path]?.itemset;
    if (list?.includes('[')) told.left[name] = nodes(list).map(each => first(each, 'name').textContent);
  }
  return told;
}

for (const file of readdirSync(from).filter(each => each.endsWith('.xml'))) {
  const name = basename(file, '.xml');
  const form = read(readFileSync(join(from, file), 'utf8'));
  const { now, answers } = JSON.parse(readFileSync(join(from, `${name}.asked.json`), 'utf8'));
  stopClock(now);
  const told = answers.map(each => ({ answers: each, ...fill(form, each) }));
  writeFileSync(join(to, `${name}.json`), `[\n${told.map(each => JSON.stringify(each)).join(',\n')}\n]\n`);
  console.log(`${name}: ${told.length} sets of answers`);
}
