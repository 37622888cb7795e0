package dev.kiln.cli.operator;

import dev.kiln.cli.terminal.CommandFailure;
import tools.jackson.databind.JsonNode;

/** A service that operators call. */
enum Target {
    /** The control plane: tenants and keys. */
    CONTROL("control plane", "/api/v1") {
        @Override
        String remedy(String code) {
            return switch (code) {
                case "too_many_keys" -> "./kiln keys list shows them, ./kiln keys revoke takes one away";
                case "not_found" -> "./kiln tenants list and ./kiln keys list show what there is";
                default -> "";
            };
        }
    },
    /** The operators' port of the execution API: the queue and its dead letters. */
    ADMIN("execution API", "/v1/admin") {
        @Override
        String remedy(String code) {
            return switch (code) {
                case "not_found" -> "./kiln dead list and ./kiln dead jobs show what there is";
                case "too_many_jobs" -> "./kiln dead jobs shows them, ./kiln dead stop ends one";
                case "not_dead" -> "./kiln dead list shows those that are";
                case "forbidden" -> "give an operator's key by KILN_OPERATOR_KEY";
                default -> "";
            };
        }
    };

    private final String called;
    private final String base;

    Target(String called, String base) {
        this.called = called;
        this.base = base;
    }

    /** What to do about a refusal that is of this service; empty if nothing is known. */
    abstract String remedy(String code);

    /** What it is called where it does not answer. */
    String called() {
        return called;
    }

    /** What its addresses begin with. */
    String base() {
        return base;
    }

    /** The failure that a refusal is told as. */
    CommandFailure refused(JsonNode problem) {
        String code = problem.path("code").asString("unexpected_answer");
        String detail = problem.path("detail").asString("The answer is not one of Kiln's.");
        String remedy = switch (code) {
            case "unauthenticated" -> "the key is of another Kiln; --data or KILN_OPERATOR_KEY names the right one";
            case "store_unavailable" -> "try again in a moment";
            default -> remedy(code);
        };
        return new CommandFailure(detail + " (" + code + ")", remedy);
    }
}
