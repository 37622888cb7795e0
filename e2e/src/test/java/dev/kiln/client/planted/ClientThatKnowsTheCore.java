package dev.kiln.client.planted;

import dev.kiln.execution.ExecutionId;

/** Planted: breaks a rule of the house, so that the rule can be seen to bite. */
public record ClientThatKnowsTheCore(ExecutionId forbidden) {}
