package dev.kiln.planted;

import org.springframework.boot.SpringApplication;

/** Planted: breaks a rule of the house, so that the rule can be seen to bite. */
public record CoreWithSpring(SpringApplication forbidden) {}
