package dev.kiln.worker;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets a refusal be told in words, without a stack trace. */
final class WorkerRefusedAnalyzer extends AbstractFailureAnalyzer<WorkerRefused> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WorkerRefused cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
