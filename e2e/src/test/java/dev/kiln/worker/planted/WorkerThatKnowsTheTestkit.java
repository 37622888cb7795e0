package dev.kiln.worker.planted;

import dev.kiln.testkit.RedisServer;

/** Planted: breaks a rule of the house, so that the rule can be seen to bite. */
public record WorkerThatKnowsTheTestkit(RedisServer forbidden) {}
