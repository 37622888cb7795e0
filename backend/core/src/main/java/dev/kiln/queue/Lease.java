package dev.kiln.queue;

import dev.kiln.execution.ExecutionId;

/**
 * A worker's time-limited right to one attempt. Every write of the attempt carries it and is refused unless both the
 * fence and the token are the current ones.
 *
 * @param execution what is leased
 * @param worker who has it
 * @param fence raised by every claim and lowered by nothing
 * @param token made by the worker for its claim: a failover may forget a claim and give the fence's number twice
 */
public record Lease(ExecutionId execution, WorkerId worker, long fence, String token) {}
