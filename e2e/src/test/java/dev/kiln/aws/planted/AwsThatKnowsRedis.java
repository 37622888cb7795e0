package dev.kiln.aws.planted;

import dev.kiln.redis.planted.RedisThatKnowsSql;

/** Planted: breaks a rule of the house, so that the rule can be seen to bite. */
public record AwsThatKnowsRedis(RedisThatKnowsSql forbidden) {}
