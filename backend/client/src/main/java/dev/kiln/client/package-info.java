/**
 * The Java SDK of the execution API. {@link dev.kiln.client.KilnClient} is the way in:
 *
 * {@snippet :
 * try (var kiln = KilnClient.builder(URI.create("http://127.0.0.1:8081"), key).build()) {
 *     var request = ExecutionRequest.builder("python").source("print('hello')").build();
 *     Execution execution = kiln.submitAndWait(request, Duration.ofSeconds(30));
 * }
 * }
 *
 * It needs a JDK and Jackson, and nothing else of Kiln.
 */
@NullMarked
package dev.kiln.client;

import org.jspecify.annotations.NullMarked;
