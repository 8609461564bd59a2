<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Backups</name>
    <message numerus="yes">
        <source>%n app(s)</source>
        <translation>
            <numerusform>%n app</numerusform>
            <numerusform>%n apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n app(s) and paths</source>
        <translation>
            <numerusform>%n app and paths</numerusform>
            <numerusform>%n apps and paths</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n path(s)</source>
        <translation>
            <numerusform>%n path</numerusform>
            <numerusform>%n paths</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Outlook</name>
    <message numerus="yes">
        <source>%1 in %2 files on %n phone(s).</source>
        <translation>
            <numerusform>%1 in %2 files on %n phone.</numerusform>
            <numerusform>%1 in %2 files on %n phones.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %1 on %n phone(s), judged by %2 of them.</source>
        <translation>
            <numerusform>About %1 on %n phone, judged by %2 of them.</numerusform>
            <numerusform>About %1 on %n phones, judged by %2 of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be read.</source>
        <translation>
            <numerusform>%n file cannot be read.</numerusform>
            <numerusform>%n files cannot be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %n more</source>
        <translation>
            <numerusform>%1; %n more</numerusform>
            <numerusform>%1; %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Policies</name>
    <message numerus="yes">
        <source>Every %n hour(s) from %1 on</source>
        <translation>
            <numerusform>Every %n hour from %1 on</numerusform>
            <numerusform>Every %n hours from %1 on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n day(s) at %1</source>
        <translation>
            <numerusform>Every %n day at %1</numerusform>
            <numerusform>Every %n days at %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n week(s) on %1 at %2</source>
        <translation>
            <numerusform>Every %n week on %1 at %2</numerusform>
            <numerusform>Every %n weeks on %1 at %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in part</source>
        <translation>
            <numerusform>%n in part</numerusform>
            <numerusform>%n in part</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n cancelled</numerusform>
            <numerusform>%n cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not reached in time</source>
        <translation>
            <numerusform>%n not reached in time</numerusform>
            <numerusform>%n not reached in time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all of %n day(s)</source>
        <translation>
            <numerusform>all of %n day</numerusform>
            <numerusform>all of %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the newest %n</source>
        <translation>
            <numerusform>the newest %n</numerusform>
            <numerusform>the newest %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hourly</source>
        <translation>
            <numerusform>%n hourly</numerusform>
            <numerusform>%n hourly</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n daily</source>
        <translation>
            <numerusform>%n daily</numerusform>
            <numerusform>%n daily</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weekly</source>
        <translation>
            <numerusform>%n weekly</numerusform>
            <numerusform>%n weekly</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n monthly</source>
        <translation>
            <numerusform>%n monthly</numerusform>
            <numerusform>%n monthly</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n yearly</source>
        <translation>
            <numerusform>%n yearly</numerusform>
            <numerusform>%n yearly</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message numerus="yes">
        <source>%1: %n job(s) failed of %2.</source>
        <translation>
            <numerusform>%1: %n job failed of %2.</numerusform>
            <numerusform>%1: %n jobs failed of %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::AppsView</name>
    <message numerus="yes">
        <source>Reading the apps of %n phone(s): %1 done…</source>
        <translation>
            <numerusform>Reading the apps of %n phone: %1 done…</numerusform>
            <numerusform>Reading the apps of %n phones: %1 done…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1
and %n more</source>
        <translation>
            <numerusform>%1
and %n more</numerusform>
            <numerusform>%1
and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupDialog</name>
    <message numerus="yes">
        <source>Back up %n phone(s)</source>
        <translation>
            <numerusform>Back up %n phone</numerusform>
            <numerusform>Back up %n phones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n phone(s) left out: not online.</source>
        <translation>
            <numerusform>%1. %n phone left out: not online.</numerusform>
            <numerusform>%1. %n phones left out: not online.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Estimate: looking at %n phone(s)…</source>
        <translation>
            <numerusform>Estimate: looking at %n phone…</numerusform>
            <numerusform>Estimate: looking at %n phones…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupsPage</name>
    <message numerus="yes">
        <source>%n backup(s) selected of %1</source>
        <translation>
            <numerusform>%n backup selected of %1</numerusform>
            <numerusform>%n backups selected of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lost or changed while they were read</source>
        <translation>
            <numerusform>%n file lost or changed while they were read</numerusform>
            <numerusform>%n files lost or changed while they were read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pinned backup(s) will not be deleted. Unpin first what shall go.</source>
        <translation>
            <numerusform>%n pinned backup will not be deleted. Unpin first what shall go.</numerusform>
            <numerusform>%n pinned backups will not be deleted. Unpin first what shall go.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Tags of %n backup(s)</source>
        <translation>
            <numerusform>&amp;Tags of %n backup</numerusform>
            <numerusform>&amp;Tags of %n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupsPresenter</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BatchNotices</name>
    <message numerus="yes">
        <source>%1 done: %n job(s).</source>
        <extracomment>%1 is what was done, as in "Backup done: 3 jobs."</extracomment>
        <translation>
            <numerusform>%1 done: %n job.</numerusform>
            <numerusform>%1 done: %n jobs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Holdfast was ended before %n job(s) could be completed. Nothing partial was kept in the stores. Begin again with Retry.</source>
        <translation>
            <numerusform>Holdfast was ended before %n job could be completed. Nothing partial was kept in the stores. Begin again with Retry.</numerusform>
            <numerusform>Holdfast was ended before %n jobs could be completed. Nothing partial was kept in the stores. Begin again with Retry.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BatchPanel</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::ConnectDialog</name>
    <message numerus="yes">
        <source>Connect %n phone(s)</source>
        <translation>
            <numerusform>Connect %n phone</numerusform>
            <numerusform>Connect %n phones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::CopyDialog</name>
    <message numerus="yes">
        <source>Copy %n backup(s)</source>
        <translation>
            <numerusform>Copy %n backup</numerusform>
            <numerusform>Copy %n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::DataTable</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::DeleteDialog</name>
    <message numerus="yes">
        <source>Delete %n backup(s)</source>
        <translation>
            <numerusform>Delete %n backup</numerusform>
            <numerusform>Delete %n backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) would be left without any backup:</source>
        <translation>
            <numerusform>%n phone would be left without any backup:</numerusform>
            <numerusform>%n phones would be left without any backup:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) will be deleted, which frees %1 in the store. It can be taken back for %2 seconds, and not any more after that.</source>
        <translation>
            <numerusform>%n backup will be deleted, which frees %1 in the store. It can be taken back for %2 seconds, and not any more after that.</numerusform>
            <numerusform>%n backups will be deleted, which frees %1 in the store. It can be taken back for %2 seconds, and not any more after that.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::FirstRunPanel</name>
    <message numerus="yes">
        <source>%n phone(s) online</source>
        <translation>
            <numerusform>%n phone online</numerusform>
            <numerusform>%n phones online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n store(s) for backups</source>
        <translation>
            <numerusform>%n store for backups</numerusform>
            <numerusform>%n stores for backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobsPage</name>
    <message numerus="yes">
        <source>Retry %n job(s)</source>
        <translation>
            <numerusform>Retry %n job</numerusform>
            <numerusform>Retry %n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) selected</source>
        <translation>
            <numerusform>%n job selected</numerusform>
            <numerusform>%n jobs selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n job(s) now?</source>
        <translation>
            <numerusform>Cancel %n job now?</numerusform>
            <numerusform>Cancel %n jobs now?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not done yet</source>
        <translation>
            <numerusform>%n not done yet</numerusform>
            <numerusform>%n not done yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) will be deleted in %1 seconds.</source>
        <translation>
            <numerusform>%n backup will be deleted in %1 seconds.</numerusform>
            <numerusform>%n backups will be deleted in %1 seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The adb server had ended and runs again. It has forgotten %n phone(s) that had been connected over the network.</source>
        <translation>
            <numerusform>The adb server had ended and runs again. It has forgotten %n phone that had been connected over the network.</numerusform>
            <numerusform>The adb server had ended and runs again. It has forgotten %n phones that had been connected over the network.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n store(s) in order</source>
        <translation>
            <numerusform>%n store in order</numerusform>
            <numerusform>%n stores in order</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n store(s) cannot be used now</source>
        <translation>
            <numerusform>%n store cannot be used now</numerusform>
            <numerusform>%n stores cannot be used now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhoneGroupDialog</name>
    <message numerus="yes">
        <source>The &amp;group of %n phone(s); a phone is in one group at most</source>
        <translation>
            <numerusform>The &amp;group of %n phone; a phone is in one group at most</numerusform>
            <numerusform>The &amp;group of %n phones; a phone is in one group at most</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhonesPage</name>
    <message numerus="yes">
        <source>%n phone(s) selected</source>
        <translation>
            <numerusform>%n phone selected</numerusform>
            <numerusform>%n phones selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Tags of %n phone(s)</source>
        <translation>
            <numerusform>&amp;Tags of %n phone</numerusform>
            <numerusform>&amp;Tags of %n phones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PoliciesPage</name>
    <message numerus="yes">
        <source>%n backup(s) would be deleted now; frees %1</source>
        <translation>
            <numerusform>%n backup would be deleted now; frees %1</numerusform>
            <numerusform>%n backups would be deleted now; frees %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::QuitDialog</name>
    <message numerus="yes">
        <source>Not done yet: %n job(s).</source>
        <translation>
            <numerusform>Not done yet: %n job.</numerusform>
            <numerusform>Not done yet: %n jobs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A restore tries one phone first. Left as before unless it may finish: %n other phone(s).</source>
        <translation>
            <numerusform>A restore tries one phone first. Left as before unless it may finish: %n other phone.</numerusform>
            <numerusform>A restore tries one phone first. Left as before unless it may finish: %n other phones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreBackupPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file names backups for %n phone(s).</source>
        <translation>
            <numerusform>The file names backups for %n phone.</numerusform>
            <numerusform>The file names backups for %n phones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreCheckPage</name>
    <message numerus="yes">
        <source>%n phone(s) still being checked</source>
        <translation>
            <numerusform>%n phone still being checked</numerusform>
            <numerusform>%n phones still being checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s): %1 ready, %2 with warnings, %3 refused</source>
        <translation>
            <numerusform>%n phone: %1 ready, %2 with warnings, %3 refused</numerusform>
            <numerusform>%n phones: %1 ready, %2 with warnings, %3 refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s), all refused. Go back and choose other phones or another backup.</source>
        <translation>
            <numerusform>%n phone, all refused. Go back and choose other phones or another backup.</numerusform>
            <numerusform>%n phones, all refused. Go back and choose other phones or another backup.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreConfirmPage</name>
    <message numerus="yes">
        <source>Restore to %n phone(s)</source>
        <translation>
            <numerusform>Restore to %n phone</numerusform>
            <numerusform>Restore to %n phones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I understand that data on %n phone(s) is replaced</source>
        <translation>
            <numerusform>I understand that data on %n phone is replaced</numerusform>
            <numerusform>I understand that data on %n phones is replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n app(s)</source>
        <translation>
            <numerusform>%n app</numerusform>
            <numerusform>%n apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>installs %n app(s), whose data stays as it is</source>
        <translation>
            <numerusform>installs %n app, whose data stays as it is</numerusform>
            <numerusform>installs %n apps, whose data stays as it is</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces the data of %n app(s) as a whole</source>
        <translation>
            <numerusform>replaces the data of %n app as a whole</numerusform>
            <numerusform>replaces the data of %n apps as a whole</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n phone(s), each from its own newest backup.</source>
        <translation>
            <numerusform>Restore %n phone, each from its own newest backup.</numerusform>
            <numerusform>Restore %n phones, each from its own newest backup.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n phone(s), each from the backup that the file names.</source>
        <translation>
            <numerusform>Restore %n phone, each from the backup that the file names.</numerusform>
            <numerusform>Restore %n phones, each from the backup that the file names.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore “%1” of %2 (%3) to %n phone(s).</source>
        <translation>
            <numerusform>Restore “%1” of %2 (%3) to %n phone.</numerusform>
            <numerusform>Restore “%1” of %2 (%3) to %n phones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestorePhonesPage</name>
    <message numerus="yes">
        <source>%n phone(s) ticked</source>
        <translation>
            <numerusform>%n phone ticked</numerusform>
            <numerusform>%n phones ticked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreRun</name>
    <message numerus="yes">
        <source>The first phone was not restored as a whole. Left as before: %n other phone(s).</source>
        <translation>
            <numerusform>The first phone was not restored as a whole. Left as before: %n other phone.</numerusform>
            <numerusform>The first phone was not restored as a whole. Left as before: %n other phones.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Failures so far: %1. Left as before: %n waiting phone(s).</source>
        <translation>
            <numerusform>Failures so far: %1. Left as before: %n waiting phone.</numerusform>
            <numerusform>Failures so far: %1. Left as before: %n waiting phones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::StoresPage</name>
    <message numerus="yes">
        <source>New backups are locked for %n day(s)</source>
        <translation>
            <numerusform>New backups are locked for %n day</numerusform>
            <numerusform>New backups are locked for %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::VersionsView</name>
    <message numerus="yes">
        <source>%1: %n version(s) in the backups of this phone</source>
        <translation>
            <numerusform>%1: %n version in the backups of this phone</numerusform>
            <numerusform>%1: %n versions in the backups of this phone</numerusform>
        </translation>
    </message>
</context>
</TS>
