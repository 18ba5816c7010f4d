package org.pressroom.comment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.pressroom.common.outbox.OutboxEvent;

@AnalyzeClasses(packages = "org.pressroom.comment", importOptions = ImportOption.DoNotIncludeTests.class)
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
    static final ArchRule KNOWS_NO_OTHER_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pressroom.gateway..", "org.pressroom.article..", "org.pressroom.subscription..");

    @ArchTest
    static final ArchRule CAPABILITIES_ARE_FREE_OF_CYCLES =
            slices().matching("org.pressroom.comment.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_TIME_IS_THE_CLOCKS =
            noClasses().should().callMethod(Instant.class, "now").orShould().callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule NOBODY_SENDS_TO_KAFKA_BUT_THE_OUTBOX = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.kafka..", "org.apache.kafka.clients.producer..");
}
