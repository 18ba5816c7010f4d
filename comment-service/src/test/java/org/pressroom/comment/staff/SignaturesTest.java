package org.pressroom.comment.staff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.text.LookAlike;

class SignaturesTest {

    private final Signatures signatures = new Signatures("The Daily Press");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Administrator",
                "Admin",
                "ADMIN",
                "admin 2",
                "Admin2024",
                "Site Admin",
                "SiteAdmin",
                "The Administrator",
                "Anna (Moderator)",
                "Moderator",
                "m0derat0r",
                "Editor",
                "The Editors",
                "Editor-in-Chief",
                "Chief Editor",
                "Staff",
                "Support Team",
                "The Daily Press",
                "the daily press",
                "TheDailyPress",
                "Daily Press Team",
                "Тhe Dаily Рress",
                "Redaktion",
                "Die Redaktion",
                "Chefredakteurin",
                "Moderatorin",
                "व्यवस्थापक",
                "संपादक",
                "एडमिन",
                "मॉडरेटर टीम",
                "المشرف",
                "المُشرِف",
                "محرر",
                "فريق التحرير",
                "إدارة الموقع",
                "ادارة الموقع",
                "أدمن",
                "Админ",
                "管理员",
                "Аdmin",
                "𝐀𝐝𝐦𝐢𝐧",
                "Ａｄｍｉｎ",
                "Ad\u200bmin",
                "\u202enimdA",
                "A d m i n",
                "a-d-m-i-n",
                "@dmin",
                "Adrnin",
                "ᴍᴏᴅᴇʀᴀᴛᴏʀ"
            })
    void whoSpeaksForTheSiteIsNoStranger(String name) {
        assertThat(signatures.speaksForTheSite(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rita Reader",
                "Ada",
                "Daily Reader",
                "Amina",
                "Edith",
                "Stafford Moder",
                "Anna Staff",
                "Paul Editor",
                "Amos Root",
                "Team Rita",
                "Modin",
                "The One",
                "Jean de la Motte",
                "अनिल कुमार",
                "محمد أحمد",
                "王伟",
                "佐藤 花子",
                "Иван Петров",
                "Adam Minister",
                "Der Leser",
                "42",
                "🎉"
            })
    void anybodyElseIs(String name) {
        assertThat(signatures.speaksForTheSite(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mona Berg",
                "mona berg",
                "MonaBerg",
                "Mona-Berg",
                "Моna Веrg",
                "Mona Berg (staff)",
                "Editor Mona Berg",
                "EditorMonaBerg",
                "Mona Berg, The Daily Press",
                "Mona Berg 1",
                "M\u200bona B3rg",
                "Móna Bérg",
                "greB anoM\u202e"
            })
    void aNameOfStaffIsSeenInAnyDress(String name) {
        assertThat(signatures.mayBe(name)).containsAnyElementsOf(LookAlike.of("Mona Berg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mona Bergmann", "Mona", "Ramona Berg", "Berg"})
    void anotherNameIsNot(String name) {
        assertThat(signatures.mayBe(name)).doesNotContainAnyElementsOf(LookAlike.of("Mona Berg"));
    }
}
