package org.pressroom.comment.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.text.LookAlike;
import org.pressroom.testkit.CostlyText;

class ReservedNamesTest {

    private final ReservedNames signatures = new ReservedNames("The Daily Press");

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
                "系统管理员",
                "网站管理员",
                "超级管理员",
                "管理员王伟",
                "系統管理員",
                "サイト管理者",
                "管理人",
                "モデレーター",
                "官方",
                "官方网站",
                "网站编辑",
                "编辑部",
                "编辑团队",
                "主编",
                "站长",
                "版主",
                "運営チーム",
                "編集部",
                "公式サイト",
                "관리자",
                "사이트관리자",
                "운영자",
                "운영팀",
                "편집장",
                "ผู้ดูแล",
                "ผู้ดูแลระบบ",
                "แอดมินเว็บ",
                "διαχειριστής",
                "ΔΙΑΧΕΙΡΙΣΤΗΣ",
                "yönetici",
                "YÖNETİCİ",
                "Moderatör",
                "Amministratore",
                "адміністратор",
                "Quản trị viên",
                "מנהל",
                "adminadminadminadminadminadminadminadminadminadminadminadminadminadminadminadmin",
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
                "王伟编辑",
                "上官方明",
                "佐藤 花子",
                "佐藤花子",
                "김민수",
                "สมชาย ใจดี",
                "Γιώργος Παπαδόπουλος",
                "Ayşe Yılmaz",
                "Jimmy Page",
                "Anna Head",
                "Max Office",
                "ﷺ",
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
                "greB anoM\u202e",
                "Mona Berg!",
                "@Mona Berg",
                "@MonaBerg",
                "Mona Berg™",
                "(Mona! Berg) $",
                "Mоna Bегg"
            })
    void aNameOfStaffIsSeenInAnyDress(String name) {
        assertThat(signatures.mayBe(name)).containsAnyElementsOf(LookAlike.of("Mona Berg"));
    }

    @ParameterizedTest
    @CsvSource({
        "王伟, 王伟编辑",
        "王伟, 编辑王伟",
        "王伟, 主编王伟",
        "王伟, 王伟（编辑部）",
        "王伟, 王伟 官方",
        "佐藤花子, 編集長佐藤花子",
        "佐藤花子, 佐藤 花子 公式",
        "김민수, 김민수편집장",
        "김민수, 편집자 김민수",
        "Jimmy, Jimmy the Editor",
        "Jimmy, Jimmy (staff)",
        "Jimmy, EditorJimmy",
        "Jimmy, Head Editor Jimmy"
    })
    void aNameOfStaffIsSeenBesideAnOfficeInAnyScript(String staff, String name) {
        assertThat(signatures.mayBe(name)).containsAnyElementsOf(LookAlike.of(staff));
    }

    /** What only stands around names of office is no office. */
    @ParameterizedTest
    @CsvSource({
        "Jimmy, Jimmy Page",
        "Anna, Anna Head",
        "Max, Max Office",
        "Jimmy, Jimmy Press",
        "Jan, Jan van der Page",
        "Anna, Anna Berg Page",
        "王伟, 王伟明",
        "王伟, 系统王伟"
    })
    void aNamesakeOfStaffWithANameOfTheirOwnIsNot(String staff, String name) {
        assertThat(signatures.mayBe(name)).doesNotContainAnyElementsOf(LookAlike.of(staff));
    }

    /** Signs open no door, wherever they stand. */
    @ParameterizedTest
    @ValueSource(strings = {"!", "@", "+", "$", "€", "|", "™", "*", "#", "~", "¡", "£", "°", "😀"})
    void aSignBesideANameChangesNothing(String sign) {
        for (String office : List.of("Administrator", "Editor", "Redaktion", "官方", "The Daily Press")) {
            for (String name : List.of(sign + office, office + sign, office + " " + sign, sign + " " + office + sign)) {
                assertThat(signatures.speaksForTheSite(name)).as(name).isTrue();
            }
        }
    }

    static Stream<String> costly() {
        return Stream.of(80, 1_000).flatMap(CostlyText::of);
    }

    @ParameterizedTest
    @MethodSource("costly")
    void noNameHangs(String name) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            signatures.speaksForTheSite(name);
            signatures.mayBe(name);
        });
    }

    @Test
    void aNameIsAsLongAsItIsWrittenOut() {
        assertThat(signatures.isTooLong("ﷺ".repeat(80))).isTrue();
        assertThat(signatures.isTooLong("محمد ﷺ")).isFalse();
        assertThat(signatures.isTooLong("ab".repeat(40))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mona Bergmann", "Mona", "Ramona Berg", "Berg"})
    void anotherNameIsNot(String name) {
        assertThat(signatures.mayBe(name)).doesNotContainAnyElementsOf(LookAlike.of("Mona Berg"));
    }
}
