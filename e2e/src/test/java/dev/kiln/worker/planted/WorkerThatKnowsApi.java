package dev.kiln.worker.planted;

import dev.kiln.api.planted.ApiThatKnowsControl;

/** Planted: breaks a rule of the house, so that the rule can be seen to bite. */
public record WorkerThatKnowsApi(ApiThatKnowsControl forbidden) {}
