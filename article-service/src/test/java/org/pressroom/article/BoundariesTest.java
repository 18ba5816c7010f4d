package org.pressroom.article;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packages = "org.pressroom", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchRule rulesNeedNoFramework = noClasses()
            .that()
            .resideInAPackage("..article.rendering..")
            .or()
            .haveNameMatching("org\\.pressroom\\.article\\.slugs\\.ArticleSlugs?(\\$.*)?")
            .or()
            .haveNameMatching("org\\.pressroom\\.article\\.writing\\.(ArticleAccess|Draft|DraftContent)")
            .or()
            .haveNameMatching(
                    "org\\.pressroom\\.article\\.publishing\\.(PublicationState|PublishedArticle|ArticleContent|"
                            + "PreparedContent|ArticleChange)(\\$.*)?")
            .or()
            .haveNameMatching("org\\.pressroom\\.article\\.taxonomy\\.Term(Name)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "reactor..", "io.r2dbc..");

    @ArchTest
    static final ArchRule noOtherProgramIsKnown = classes()
            .that()
            .resideInAPackage("org.pressroom.article..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "org.pressroom.gateway..", "org.pressroom.comment..", "org.pressroom.subscription..");

    @ArchTest
    static final ArchRule packagesDoNotKnowEachOtherInCircles =
            slices().matching("org.pressroom.article.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingWaitsForAPublisher = noClasses()
            .that()
            .resideInAPackage("org.pressroom.article..")
            .should()
            .callMethod(Mono.class, "block")
            .orShould()
            .callMethod(Flux.class, "blockLast");
}
