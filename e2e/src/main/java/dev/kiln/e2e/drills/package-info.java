/**
 * Failures on purpose, with real processes: what was accepted is done once whatever breaks.
 *
 * <pre>
 * Drill: the fault and its end          Load -> Ledger: every 202 and every result that was told, outside Redis
 *        |                                         |
 *        v                                         v
 *    Ground: API, workers, Redis  ---------->  Checker: ledger, API and store side by side -> Findings -> DrillReport
 * </pre>
 *
 * A drill passes if it has no finding. That each rule of the checker can find something is proved by faults that are
 * planted into the store.
 */
@NullMarked
package dev.kiln.e2e.drills;

import org.jspecify.annotations.NullMarked;
