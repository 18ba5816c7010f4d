package org.pressroom.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.pressroom.testkit.Boundaries;

@AnalyzeClasses(packages = "org.pressroom.common", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchTests OF_ALL = ArchTests.in(Boundaries.class);

    /** The kit knows these by name alone, as it does not know this module. */
    @ArchTest
    static void whatTheKitNamesIsThere(JavaClasses common) {
        assertThat(common.contain("org.pressroom.common.PlainJava")).isTrue();
        assertThat(common.contain("org.pressroom.common.usecase.Result")).isTrue();
        assertThat(common.contain("org.pressroom.common.database.WholeTransactions"))
                .isTrue();
    }

    @ArchTest
    static final ArchRule COMMON_HAS_NO_PART_THAT_MEANS_SOMETHING_TO_ONE_PROGRAM_ALONE = classes()
            .should()
            .resideInAnyPackage(
                    "..common",
                    "..common.autoconfigure",
                    "..common.background",
                    "..common.consuming",
                    "..common.contract",
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
                    "..common.sending",
                    "..common.site",
                    "..common.streaming",
                    "..common.text",
                    "..common.tracing",
                    "..common.usecase",
                    "..common.validation");

    @ArchTest
    static final ArchRule COMMON_HAS_NO_ENTITY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.data..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule EVENTS_KNOW_NO_SPRING_AND_NO_REACTOR = noClasses()
            .that()
            .resideInAPackage("..common.events")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "reactor..", "io.r2dbc..");
}
