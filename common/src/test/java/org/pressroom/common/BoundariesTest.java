package org.pressroom.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.Topic;

class BoundariesTest {

    private final JavaClasses common = new ClassFileImporter()
            .importUrl(Topic.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void commonHasNoPartThatMeansSomethingToOneProgramAlone() {
        classes()
                .should()
                .resideInAnyPackage(
                        "..common.autoconfigure",
                        "..common.background",
                        "..common.consuming",
                        "..common.database",
                        "..common.deadletters",
                        "..common.events",
                        "..common.http",
                        "..common.idempotency",
                        "..common.ids",
                        "..common.inbox",
                        "..common.jobs",
                        "..common.markup",
                        "..common.outage",
                        "..common.outbox",
                        "..common.paging",
                        "..common.problem",
                        "..common.security",
                        "..common.streaming",
                        "..common.text",
                        "..common.tracing",
                        "..common.usecase",
                        "..common.validation")
                .check(common);
    }

    @Test
    void commonHasNoEntity() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.data..", "jakarta.persistence..")
                .check(common);
    }

    @Test
    void packagesKnowEachOtherInOneDirection() {
        slices().matching("org.pressroom.common.(*)..")
                .should()
                .beFreeOfCycles()
                .check(common);
    }

    @Test
    void contractsKnowNoSpringAndNoReactor() {
        noClasses()
                .that()
                .resideInAPackage("..common.events")
                .or()
                .resideInAnyPackage("..common.ids", "..common.text")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "reactor..", "io.r2dbc..")
                .check(common);
    }
}
