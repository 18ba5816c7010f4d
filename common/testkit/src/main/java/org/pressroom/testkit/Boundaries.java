package org.pressroom.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;

/**
 * The boundaries that every program keeps, whatever it does. A module's own test applies them all, and adds what it alone
 * has to keep:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "org.pressroom", importOptions = ImportOption.DoNotIncludeTests.class)
 * class BoundariesTest {
 *     @ArchTest
 *     static final ArchTests OF_ALL = ArchTests.in(Boundaries.class);
 * }
 * }</pre>
 */
public final class Boundaries {

    private static final String PRESSROOM = "org.pressroom.";
    private static final List<String> PROGRAMS = List.of("gateway", "article", "comment", "subscription");

    /** By its name: the kit does not know {@code common}, whose own tests use it. */
    private static final String PLAIN_JAVA = PRESSROOM + "common.PlainJava";

    private static final String WHOLE_TRANSACTIONS = PRESSROOM + "common.database.WholeTransactions";

    private static final String SPRING_TRANSACTIONS = "org.springframework.transaction.";

    private static final String RESULT = PRESSROOM + "common.usecase.Result";

    private static final DescribedPredicate<JavaClass> A_PROGRAM = resideInAnyPackage(
                    PROGRAMS.stream().map(name -> PRESSROOM + name + "..").toArray(String[]::new))
            .as("belong to a program");

    private static final DescribedPredicate<JavaClass> FRAMEWORKS = resideInAnyPackage(
                    "org.springframework..", "reactor..", "io.r2dbc..", "org.apache.kafka..", "java.sql..")
            .as("are a framework's");

    private static final DescribedPredicate<JavaClass> HTTP = resideInAnyPackage(
                    "org.springframework.http..", "org.springframework.web..", PRESSROOM + "common.http..")
            .or(simpleName("Problems"))
            .or(simpleName("ProblemException"))
            .as("are about HTTP");

    private static final DescribedPredicate<JavaClass> PLAIN = DescribedPredicate.describe(
            "are models, rules or @PlainJava", type -> isNamedPlain(type) || isCalledPlain(type));

    private static final DescribedPredicate<JavaClass> A_USE_CASE = DescribedPredicate.describe(
            "answer results and are no web edge",
            type -> A_PROGRAM.test(type)
                    && !isWebEdge(type)
                    && type.getMethods().stream()
                            .anyMatch(method -> method.getReturnType().getAllInvolvedRawTypes().stream()
                                    .anyMatch(involved -> involved.getName().equals(RESULT))));

    @ArchTest
    static final ArchRule programsDoNotKnowEachOther = classes()
            .that(A_PROGRAM)
            .should(knowNoOtherProgram())
            .allowEmptyShould(true)
            .because("what a program needs of another it learns from events");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching(PRESSROOM + "(*).(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule modelsAndRulesArePlainJava =
            noClasses().that(PLAIN).should().dependOnClassesThat(FRAMEWORKS).allowEmptyShould(true);

    @ArchTest
    static final ArchRule useCasesKnowNoHttp = noClasses()
            .that(A_USE_CASE)
            .should()
            .dependOnClassesThat(HTTP)
            .allowEmptyShould(true)
            .because("the web edge, a schedule and an import call the same ones");

    @ArchTest
    static final ArchRule nothingWaitsForAPublisher = noClasses()
            .that(A_PROGRAM)
            .and()
            // what has to be done before anything is served
            .areNotAssignableTo("org.springframework.boot.ApplicationRunner")
            .should()
            .callMethodWhere(DescribedPredicate.describe("it blocks", Boundaries::blocks))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheOutboxSendsToKafka = noClasses()
            .that(A_PROGRAM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.kafka..", "org.apache.kafka.clients.producer..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule transactionsAreWhole = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(WHOLE_TRANSACTIONS)
            .should()
            .callMethodWhere(DescribedPredicate.describe("it begins a transaction", Boundaries::begins))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(SPRING_TRANSACTIONS + "annotation.Transactional")
            .allowEmptyShould(true)
            .because("what is cancelled half way would be half written");

    private Boundaries() {}

    private static boolean isNamedPlain(JavaClass type) {
        return A_PROGRAM.test(type)
                && resideInAnyPackage("..model..", "..rules..").test(type);
    }

    private static boolean isCalledPlain(JavaClass type) {
        return type.isAnnotatedWith(PLAIN_JAVA)
                || type.getPackage().isAnnotatedWith(PLAIN_JAVA)
                || type.getEnclosingClass().filter(Boundaries::isCalledPlain).isPresent();
    }

    private static boolean isWebEdge(JavaClass type) {
        String name = type.getSimpleName();
        return name.endsWith("Controller") || name.endsWith("Edge") || name.endsWith("Endpoint");
    }

    private static boolean blocks(JavaMethodCall call) {
        return call.getName().startsWith("block") && call.getTargetOwner().isAssignableTo(Publisher.class);
    }

    private static boolean begins(JavaMethodCall call) {
        return switch (call.getName()) {
            case "create" ->
                call.getTargetOwner().getName().equals(SPRING_TRANSACTIONS + "reactive.TransactionalOperator");
            case "getReactiveTransaction" -> true;
            case "beginTransaction" -> call.getTargetOwner().getName().startsWith("io.r2dbc.");
            default -> false;
        };
    }

    private static ArchCondition<JavaClass> knowNoOtherProgram() {
        return new ArchCondition<>("know no other program") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Optional<String> own = programOf(type);
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> programOf(dependency.getTargetClass())
                                .filter(other -> !own.equals(Optional.of(other)))
                                .isPresent())
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    private static Optional<String> programOf(JavaClass type) {
        return PROGRAMS.stream()
                .filter(name -> (type.getPackageName() + ".").startsWith(PRESSROOM + name + "."))
                .findFirst();
    }
}
