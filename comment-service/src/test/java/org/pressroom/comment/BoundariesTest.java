package org.pressroom.comment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.pressroom.common.outbox.OutboxEvent;
import org.pressroom.testkit.Boundaries;

@AnalyzeClasses(packages = "org.pressroom", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchRule MODEL_AND_RULES_ARE_PLAIN_JAVA = classes()
            .that()
            .resideInAnyPackage("..comment.model..", "..moderation.rules..", "..markdown..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..",
                            "org.pressroom.comment.model..",
                            "org.pressroom.comment.moderation.rules..",
                            "org.pressroom.comment.markdown..",
                            "org.pressroom.common.events..",
                            "org.pressroom.common.markup..",
                            "org.pressroom.common.text..",
                            "org.pressroom.common.usecase..",
                            "org.commonmark..",
                            "org.owasp..",
                            "org.jspecify..")
                    .or(type(OutboxEvent.class)));

    @ArchTest
    static final ArchTests OF_ALL_PROGRAMS = ArchTests.in(Boundaries.class);

    @ArchTest
    static final ArchRule THE_TIME_IS_THE_CLOCKS = noClasses()
            .that()
            .resideInAPackage("org.pressroom.comment..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC");
}
