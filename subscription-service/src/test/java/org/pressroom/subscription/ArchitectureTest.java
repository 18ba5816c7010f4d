package org.pressroom.subscription;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.TableWriters;

/** The boundaries that this service keeps. */
@AnalyzeClasses(packages = "org.pressroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoOtherService = noClasses()
            .that()
            .resideInAPackage("org.pressroom.subscription..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pressroom.article..", "org.pressroom.comment..", "org.pressroom.gateway..");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("org.pressroom.subscription.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rulesNeedNoFramework = classes()
            .that()
            .haveNameMatching(
                    ".*\\.(Mailbox|MailAllowance|Wish|Subject|Subscription|SubscriptionChange|SubscriptionStatus|Frequency|SubscribeBody|NotificationRule|RetryRule"
                            + "|ChannelBackoff|Delivery|DeliveryStatus|SendResult|SkipReason|Message|Audience|NotificationPhase|LinkTokens|LinkPurpose|Envelope|SmtpReply|DotStuffing)")
            .or()
            .resideInAPackage("org.pressroom.subscription.mime")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
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
                    "org.pressroom.common..",
                    "org.pressroom.subscription.delivery..",
                    "org.pressroom.subscription.mailing..",
                    "org.pressroom.subscription.subscribing..",
                    "org.springframework.."));

    /** Others ask the package that writes a table, or read it. */
    @Test
    void eachTableHasOneWriter() {
        assertThat(TableWriters.of("org.pressroom.subscription"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("article", Set.of("articles")),
                        Map.entry("topic_name", Set.of("articles")),
                        Map.entry("delivery", Set.of("delivery")),
                        Map.entry("delivery_target", Set.of("delivery")),
                        Map.entry("delivery_worker", Set.of("delivery")),
                        Map.entry("notification", Set.of("notifying")),
                        Map.entry("requested_mail", Set.of("subscribing")),
                        Map.entry("sign_up", Set.of("subscribing")),
                        Map.entry("subscription", Set.of("subscribing")),
                        Map.entry("subscription_request", Set.of("subscribing")),
                        Map.entry("subscription_topic", Set.of("subscribing"))));
    }
}
