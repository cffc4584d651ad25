// Rules that every operation and schema of the contract keeps; the server has its own tests.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

type Node = Record<string, unknown>;
const contract = parse(readFileSync(new URL('../../api/openapi.yaml', import.meta.url), 'utf8')) as Node;
const kMethods = new Set(['get', 'put', 'post', 'delete', 'patch']);
const kPrivileges = ['public', 'citizen', 'source', 'webhook'];

const operations = Object.entries(contract.paths as Record<string, Node>).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => kMethods.has(method))
    .map(([method, operation]) => ({ name: `${method} ${path}`, operation: operation as Node })));

function visit(node: unknown, path: string, see: (node: Node, path: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) see(node as Node, path);
  for (const [key, child] of Object.entries(node)) visit(child, `${path}/${key}`, see);
}

test('every operation says its name and who may call it', () => {
  for (const { name, operation } of operations) {
    expect(operation.operationId, name).toMatch(/^[a-z][A-Za-z]+$/);
    expect(kPrivileges, name).toContain(operation['x-privilege']);
  }
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
});

test('every text has a greatest length and every number its range', () => {
  const faults: string[] = [];
  visit(contract, '', (node, path) => {
    const is_closed = 'enum' in node || 'const' in node;
    if (node.type === 'string' && !is_closed && !('maxLength' in node)) faults.push(path);
    if (node.type === 'integer' && !is_closed && !('minimum' in node && 'maximum' in node)) faults.push(path);
    if (node.type === 'array' && !('maxItems' in node)) faults.push(path);
  });
  expect(faults).toEqual([]);
});

test('no request body takes a field it does not know', () => {
  const bodies = [
    ...operations.map(({ operation }) => operation.requestBody),
    ...['PaymentRequest', 'PlanWish', 'PlanWanted', 'PlanMove', 'PlanPause']
      .map((name) => (contract.components as { schemas: Node }).schemas[name]),
  ];
  const faults: string[] = [];
  visit(bodies, '', (node, path) => {
    if (node.type === 'object' && node.additionalProperties !== false) faults.push(path);
  });
  expect(faults).toEqual([]);
});

test('every reference leads somewhere', () => {
  visit(contract, '', (node, path) => {
    if (typeof node.$ref !== 'string') return;
    const target = node.$ref.slice(2).split('/').reduce<unknown>((at, key) => (at as Node | undefined)?.[key], contract);
    expect(target, `${path}: ${node.$ref}`).toBeDefined();
  });
});
