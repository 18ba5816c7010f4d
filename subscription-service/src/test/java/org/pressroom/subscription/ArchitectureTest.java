package org.pressroom.subscription;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.pressroom.common.PlainJava;
import org.pressroom.testkit.Boundaries;

/** The boundaries that this service keeps. */
@AnalyzeClasses(packages = "org.pressroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests ofAllPrograms = ArchTests.in(Boundaries.class);

    @ArchTest
    static final ArchRule rulesNeedNoFramework = classes()
            .that()
            .areAnnotatedWith(PlainJava.class)
            .or()
            .resideInAPackage("org.pressroom.subscription.mime")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    // What the document of a body says, which does nothing.
                    "io.swagger.v3.oas.annotations..",
                    "org.pressroom.common",
                    "com.google.common.net",
                    "org.pressroom.common.events",
                    "org.pressroom.common.problem",
                    "org.pressroom.common.text",
                    "org.pressroom.common.usecase",
                    "org.pressroom.subscription.."));

    @ArchTest
    static final ArchRule smtpAndMimeKnowNothingOfTheService = noClasses()
            .that()
            .resideInAnyPackage("org.pressroom.subscription.smtp", "org.pressroom.subscription.mime")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.pressroom.common.*..",
                    "org.pressroom.subscription.delivery..",
                    "org.pressroom.subscription.mailing..",
                    "org.pressroom.subscription.subscribing..",
                    "org.springframework.."));
}
