package dev.kiln.api.planted;

import dev.kiln.control.planted.ControlThatKnowsApi;

/** Planted: breaks a rule of the house, so that the rule can be seen to bite. */
public record ApiThatKnowsControl(ControlThatKnowsApi forbidden) {}
