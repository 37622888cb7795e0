package dev.kiln.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.kiln.client.Outcome;
import dev.kiln.client.State;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import dev.kiln.tenant.TenantId;
import dev.kiln.ui.component.CodeEditor;
import dev.kiln.ui.component.UsageBar;
import dev.kiln.ui.shell.FakeSignedIn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@ViewPackages(packages = "dev.kiln.ui.component") // no routes: the views are made by hand
class EditorViewTest extends BrowserlessTest {
    private final FakeExecutions executions = new FakeExecutions();
    private final FakeSignedIn signedIn = new FakeSignedIn();

    private void show() {
        UI.getCurrent().add(new EditorView(executions, signedIn));
    }

    @Nested
    class WithLanguages {
        @BeforeEach
        void open() {
            show();
            eventually(() -> assertThat(button("run").isEnabled()).isTrue());
        }

        @Test
        void opensAProgramThatRunsWithOneClick() {
            executions.end(Executed.succeeded("hello\n"));

            test(button("run")).click();

            eventually(() -> assertThat(outcome()).isEqualTo("Finished"));
            assertThat(executions.submitted)
                    .containsExactly(new Program(FakeExecutions.PYTHON, "print('hello')\n", List.of(), ""));
        }

        @Test
        void speaksForTheTenantOfWhoeverIsSignedIn() {
            assertThat(executions.tenants).containsExactly(new TenantId("t-ada"));
        }

        @Test
        void runsWhatWasTypedWithItsArgumentsAndInput() {
            type("""
                    [{"version":1,"changes":[{"from":0,"to":14,"insert":"input()"}]}]""");
            showInput();
            test(find(TextField.class).id("arguments")).setValue("one 'two three'");
            test(find(TextArea.class).id("stdin")).setValue("typed\n");

            ComponentUtil.fireEvent(editor(), new CodeEditor.RunEvent(editor(), true));

            eventually(() -> assertThat(executions.submitted)
                    .containsExactly(
                            new Program(FakeExecutions.PYTHON, "input()\n", List.of("one", "two three"), "typed\n")));
        }

        @Test
        void hearsWhatTheBrowserKeptAlsoWhileTheConsoleIsShown() {
            assertThat(find(TabSheet.class).single().getSelectedIndex()).isZero();
            assertThat(find(TextField.class).id("arguments").isEnabled()).isTrue();
            assertThat(find(TextArea.class).id("stdin").isEnabled()).isTrue();

            showInput();
            find(TabSheet.class).single().setSelectedIndex(0);

            assertThat(find(TextArea.class).id("stdin").isEnabled()).isTrue();
        }

        @Test
        void refusesArgumentsThatCannotBeRead() {
            showInput();
            test(find(TextField.class).id("arguments")).setValue("'open");

            test(button("run")).click();

            assertThat(outcome()).contains("The arguments cannot be read.", "not closed");
            assertThat(find(TextField.class).id("arguments").isInvalid()).isTrue();
            assertThat(executions.submitted).isEmpty();
        }

        @Test
        void runsNothingThatItDoesNotHaveAsTheBrowserHasIt() {
            type("[{\"version\":9,\"changes\":[]}]");

            test(button("run")).click();

            assertThat(outcome()).contains("out of step");
            assertThat(executions.submitted).isEmpty();
        }

        @Test
        void showsStopInThePlaceOfRunWhileSomethingRuns() {
            test(button("run")).click();

            assertThat(find(Button.class).withId("run").exists()).isFalse();
            assertThat(button("stop").isEnabled()).isTrue();
            assertThat(outcome()).isEqualTo("Starting");

            executions.end(Executed.succeeded(""));
            eventually(() -> assertThat(button("run").isEnabled()).isTrue());
            assertThat(find(Button.class).withId("stop").exists()).isFalse();
        }

        @Test
        void runsOneProgramAtATime() {
            test(button("run")).click();
            ComponentUtil.fireEvent(editor(), new CodeEditor.RunEvent(editor(), true));
            executions.end(Executed.succeeded(""));

            eventually(() -> assertThat(outcome()).isEqualTo("Finished"));
            assertThat(executions.submitted).hasSize(1);
        }

        @Test
        void stopsWhatRuns() {
            test(button("run")).click();
            ComponentUtil.fireEvent(editor(), new CodeEditor.StopEvent(editor(), true));

            eventually(() -> assertThat(outcome()).isEqualTo("Stopped by you"));
            assertThat(executions.canceled).containsExactly(Executed.ID);
        }

        @Test
        void cancelsWhatRunsWhenThePageIsLeft() {
            test(button("run")).click();
            eventually(() -> assertThat(executions.submitted).hasSize(1));

            UI.getCurrent().removeAll();

            await().untilAsserted(() -> assertThat(executions.canceled).containsExactly(Executed.ID));
        }

        @Test
        void saysThatAProgramHasToWait() {
            executions.seenOnTheWay = List.of(State.QUEUED, State.QUEUED);

            test(button("run")).click();

            eventually(() -> assertThat(outcome()).isEqualTo("Waiting for a worker"));
            executions.end(Executed.canceled());
            eventually(() -> assertThat(outcome()).isEqualTo("Stopped by you"));
        }

        @Test
        void saysThatAWorkerHasTheProgram() {
            executions.seenOnTheWay = List.of(State.QUEUED, State.RUNNING, State.RUNNING);

            test(button("run")).click();

            eventually(() -> assertThat(outcome()).isEqualTo("Running"));
        }

        @Test
        void saysWhyTheFirstProgramOfALanguageMayTakeLonger() {
            executions.seenOnTheWay = List.of(State.RUNNING, State.RUNNING, State.RUNNING);
            test(languages()).selectItem("Java 25.0.1");

            test(button("run")).click();

            eventually(() -> assertThat(outcome())
                    .isEqualTo("RunningA worker that is new prepares Java before its first program, which can take a"
                            + " minute."));
        }

        @Test
        void showsWhatARunUsedOfItsLimits() {
            executions.end(Executed.succeeded("hello\n"));

            test(button("run")).click();

            eventually(() -> assertThat(find(UsageBar.class).all()).hasSize(3));
        }

        @Test
        void showsNoUsageOfAProgramThatDidNotCompile() {
            executions.end(
                    Executed.finished(Outcome.COMPILE_ERROR, Executed.phase(1, null, "", "Main.java:1: error"), null));

            test(button("run")).click();

            eventually(() -> assertThat(outcome()).contains("Did not compile"));
            assertThat(find(UsageBar.class).exists()).isFalse();
        }

        @Test
        void opensATemplateForEachLanguage() {
            test(languages()).selectItem("Java 25.0.1");
            test(button("run")).click();

            eventually(() -> assertThat(executions.submitted)
                    .containsExactly(new Program(FakeExecutions.JAVA, "class Main {}\n", List.of(), "")));
        }

        @Test
        void saysWhyTheApiRefused() {
            executions.refusal = new KilnException(ErrorCode.TOO_LARGE, "The source is over 1 MiB.");

            test(button("run")).click();

            eventually(() -> assertThat(outcome()).isEqualTo("The source is over 1 MiB."));
            assertThat(button("run").isEnabled()).isTrue();
        }

        @Test
        void givesAnIdToQuoteAndAnotherTryWhenTheApiIsAway() {
            executions.reachable = false;
            test(button("run")).click();
            eventually(() -> assertThat(trouble()).contains("does not answer", "i-"));

            executions.reachable = true;
            executions.end(Executed.succeeded(""));
            test(button("try-again")).click();

            eventually(() -> assertThat(outcome()).isEqualTo("Finished"));
        }

        @Test
        void quotesTheExecutionThatKilnCouldNotRun() {
            executions.end(Executed.dead("The worker vanished."));

            test(button("run")).click();

            eventually(() -> assertThat(trouble()).contains("The worker vanished.", Executed.ID));
        }

        @Test
        void quotesTheExecutionWhenTheApiGoesAwayDuringARun() {
            executions.endByFailure(
                    new KilnException(ErrorCode.STORE_UNAVAILABLE, "The execution API does not answer."));

            test(button("run")).click();

            eventually(() -> assertThat(trouble()).contains("does not answer", Executed.ID));
            assertThat(button("run").isEnabled()).isTrue();
        }
    }

    @Test
    void saysThatTheLanguagesCannotBeListedAndTriesAgain() {
        executions.reachable = false;
        show();
        eventually(() -> assertThat(trouble()).contains("languages could not be listed"));
        assertThat(button("run").isEnabled()).isFalse();

        executions.reachable = true;
        test(button("try-again")).click();

        eventually(() -> assertThat(button("run").isEnabled()).isTrue());
        assertThat(find(Button.class).withId("try-again").exists()).isFalse();
    }

    @Test
    void saysWhatToDoWhereNoLanguageIsInstalled() {
        executions.languages = List.of();

        show();

        eventually(() -> assertThat(trouble()).contains("./kiln languages install"));
    }

    private void type(String operations) {
        String key = signedIn.user().id() + "/scratch/python";
        ComponentUtil.fireEvent(
                editor(),
                new CodeEditor.OperationsEvent(
                        editor(), true, key, JsonMapper.shared().readTree(operations)));
    }

    private void showInput() {
        find(TabSheet.class).single().setSelectedIndex(1);
    }

    private CodeEditor editor() {
        return find(CodeEditor.class).single();
    }

    private Button button(String id) {
        return find(Button.class).id(id);
    }

    @SuppressWarnings("unchecked") // the only select of the page
    private Select<OfferedLanguage> languages() {
        return find(Select.class).id("language");
    }

    private String outcome() {
        return text(find(Div.class).id("outcome"));
    }

    private String trouble() {
        return text(find(Div.class).withClassName("kiln-failure").single());
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }

    /** Lets the page take what other threads have for it until the assertion holds. */
    private static void eventually(Runnable assertion) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            roundTrip();
            assertion.run();
        });
    }
}
