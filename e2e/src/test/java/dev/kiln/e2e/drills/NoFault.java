package dev.kiln.e2e.drills;

/** Nothing breaks: what a count must find nothing in. */
final class NoFault implements Drill {
    @Override
    public String name() {
        return "no-fault";
    }

    @Override
    public String what() {
        return "nothing breaks";
    }

    @Override
    public int mostAttempts(DrillSize size) {
        return 1;
    }

    @Override
    public void strike(Scene scene) {}
}
