package org.pressroom.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.pressroom.testkit.Boundaries;

@AnalyzeClasses(packages = "org.pressroom", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchTests OF_ALL_PROGRAMS = ArchTests.in(Boundaries.class);

    @ArchTest
    static final ArchRule PARTS_OF_THE_SITE_DO_NOT_GO_IN_CIRCLES =
            slices().matching("org.pressroom.gateway.site.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PAGES_DO_NOT_TOUCH_THE_DATABASE = noClasses()
            .that()
            .resideInAPackage("org.pressroom.gateway.site..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.r2dbc..", "io.r2dbc..", "java.sql..");

    @ArchTest
    static final ArchRule THE_CACHE_ITSELF_KNOWS_NO_HTTP = noClasses()
            .that()
            .haveSimpleName("EdgeCache")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.http..", "org.springframework.web..");
}
