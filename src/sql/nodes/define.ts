import type { ByKind, NodeOf, PlanKind } from '../../plan/plan.js';
import type { Emitter } from '../emitter.js';
import type { Relation } from '../relation.js';

/** The template of an operator. */
export type NodeTemplate<K extends PlanKind> = (node: NodeOf<K>, cx: Emitter) => Relation;

/** A total map over the operators: a new one does not compile until it has an answer. */
export type NodeTemplates = { readonly [K in keyof ByKind<unknown>]: NodeTemplate<K> };
