<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Backups</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing in the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole phone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>the phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled on request. Nothing partial was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Holdfast. Please report it with the log file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request is not valid. Correct it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No adb server answers and no adb program was found. Install the Android platform tools (on Debian: apt install adb) and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adb server does not answer. Start it with "adb start-server" and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers at the adb server's port does not speak adb. Check ADB_SERVER_SOCKET and ANDROID_ADB_SERVER_PORT, or restart the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No phone %1 is connected. See "holdfast-cli phone list", or connect it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than one phone fits %1. Name it by its full serial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone %1 is offline. Check that it runs and is reachable, then connect it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone %1 has not authorized this computer. Accept the key on the phone's screen, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone %1 is not ready. Wait until it has started, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to phone %1 was lost. Check the phone and the network, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone %1 stopped answering. Check that it is not frozen or overloaded, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phone at %1 is not the one it was, or it was restarted. Check which phone answers there, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another job is working on phone %1. Wait for it to end, or cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone %1 refused the request. Check its Android version and its adb daemon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file on phone %1 could not be used: %2. Check the path and the rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone %1 has not enough free space. Free some and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs root on phone %1. Use an image with root, or choose only paths that the shell user may use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The helper program could not run on phone %1. Check that /data/local/tmp is writable and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processor of phone %1 is not supported. Holdfast works with arm64-v8a and x86_64.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup comes from a newer Android than phone %1 has, so it would not work there. Choose a phone with the same or a newer Android.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone %1 has a newer Android than the backup. This usually works; check the apps afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone %1 has another processor than the backup's phone, so native parts of apps may not run. Check the apps afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some files on phone %1 are not what the backup holds. See the job's log and restore them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paths asked for match nothing on %1. Check them and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup %1 is not available. Only AVAILABLE backups can be used; see "holdfast-cli backup show".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup %1. See "holdfast-cli backup list".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no job %1. See "holdfast-cli job list".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holdfast was ended while job %1 was not done. Start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in a state that does not allow this. Look at it again; something else may have changed it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no group %1. Check its name, or create it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a group %1 already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no store %1. See "holdfast-cli store list", or add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a store %1 already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups still lie in store %1. Delete them first, or remove the store by force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store %1 cannot be reached. Check that its folder exists or its network works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store %1 does not allow this. Check the rights on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store %1 is full. Free some space or use another store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store %1 failed. Check it with "holdfast-cli store test".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The object %1 is not in its store any more. Restore it there, or rescan the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is an object %1 already, and it is not overwritten. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive %1 is damaged. Use another backup; this one is not safe to restore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive %1 is cut short. Use another backup; this one is not complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive %1 was made by a newer Holdfast. Update this program to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer does not allow the use of %1. Check the rights on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no room left for %1. Free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer could not use %1. Check the path and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog is in use by another Holdfast for too long. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog is damaged. Move it away and rebuild it with "holdfast-cli store scan".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog was written by a newer Holdfast. Update this program to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog could not be read or written. Check the data directory's rights and free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no emulated phone %1. See "holdfast-cli emulator list".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is an emulated phone %1 already. Choose another name, or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The emulated phone %1 could not be used. See its log in the data directory.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>%1/s</source>
        <extracomment>A speed: %1 is a size such as "5.1 MiB".</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over %1 h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done with losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescan</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Phase</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to the phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading back and checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing with the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Phones</name>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the key on the phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android emulator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Emulated here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <extracomment>%1 is what a job does, %2 how much of it is done, as in "Copying files, 43 %".</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Back up and restore fleets of Android cloud phones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open at this page: phones, backups, jobs, stores or settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::AboutDialog</name>
    <message>
        <source>About Holdfast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1

Backs up and restores fleets of Android cloud phones over adb. Every backup is read back and checked before it counts.

Free software under the GNU General Public License, version 3 or later. Built on Qt %2 (LGPL 3), libarchive (BSD 2-clause), Zstandard (BSD 3-clause), OpenSSL (Apache 2.0), SQLite (public domain) and tl::expected (CC0). It comes without any warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupDialog</name>
    <message>
        <source>&amp;Paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Whole phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder in the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Back up %n phone(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n phone(s) left out: not online.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Folders of %1, as an example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders on the phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More pa&amp;ths or patterns, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave &amp;out, one pattern a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phone's name and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top of the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Folder in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same on the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 free)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A path is not right. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to leave out is not right. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder lies inside the store: give it without a slash in front and without "..".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no store yet. Add one on the Stores page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick folders, type paths, or choose the whole phone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupListModel</name>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupsPage</name>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each word is looked for in the name, the phone's name and the remark of a backup. All words have to be found, in any order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore this backup, or a part of it, to phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the selected backups whole and check every byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what this backup holds to a tar file on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the selected backups, after showing what that means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy where this backup lies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the list anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalog cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the search or the filters on the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backups yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select phones on the Phones page and back them up, or rescan a store that holds some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) selected of %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a backup to see more about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lost or changed while they were read</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (API %2), %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tar files (*.tar)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting to %1…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupsPresenter</name>
    <message>
        <source>%1 entries (%2) were written to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 could not be written; the first: %3: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made in the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Store</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BatchPanel</name>
    <message>
        <source>Batch progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::CommandPalette</name>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a part of a command</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::ConnectDialog</name>
    <message>
        <source>Addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One address a line, as HOST:PORT. A range such as 10.0.0.11-30:5555 names many phones. Without a port, 5555 is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an address: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Connect %n phone(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::ContentsModel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::DeleteDialog</name>
    <message>
        <source>Looking at what this would delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phones without any backup afterwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the last backup of these phones too</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Delete %n backup(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Delete backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) will be deleted, which frees %1 in the store. This cannot be undone.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) would be left without any backup:</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::EmulatorDialog</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create and start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New emulated phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A phone on this computer for trying things out: a folder with Android's own shell behind the adb protocol.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A few files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some thousand files, 320 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobListFilter</name>
    <message>
        <source>%1 %2</source>
        <extracomment>A batch of jobs: what they do and when they were begun.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobLogModel</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobModel</name>
    <message>
        <source>%1, %2 of %3</source>
        <extracomment>%1 is what a job does, %2 and %3 are sizes: "Copying files, 1.2 GiB of 3.0 GiB".</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data for %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each word is looked for in the phone, the kind, the message and the ids of a job. All words have to be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data for %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the selected jobs; nothing partial is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the selected jobs that failed again, as a new batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the backup that the job is about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What went wrong and what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the search or the filters on the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No jobs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups, restores and checks appear here while they run and afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Retry %n job(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>A batch of jobs: what they do and when they were begun.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry jobs with problem %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a job to see more about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 files, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n job(s) now?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>They stop within seconds. Nothing partial is kept in the store; files that a restore has placed on a phone already stay there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let them run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::ListPage</name>
    <message>
        <source>What the search understands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layout will be as it was at first when Holdfast is started the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Holdfast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not done yet</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhoneBackupsView</name>
    <message>
        <source>Backups of this phone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhoneFileModel</name>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhonesPage</name>
    <message>
        <source>Phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each word is looked for in the name, serial, model, group and Android version of a phone. All words have to be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the key on the phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up the selected phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup to the selected phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect phones by their addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the adb server forget the selected phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the list of phones anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New emulated phone…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a phone on this computer for trying things out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start emulated phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the selected emulated phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop emulated phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the selected emulated phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of this phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phones cannot be listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adb server is being asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No phone matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the search or the filters on the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No phones yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect phones by their addresses, plug one in, or try Holdfast with an emulated one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of them not online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a phone to see more about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no: only what the shell user may read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes, by adb root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes, by su</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Start it from its menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (API %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardware serial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreBackupPage</name>
    <message>
        <source>Search backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which backup?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only backups that were checked and are available can be restored.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreCheckPage</name>
    <message>
        <source>Check results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can it work?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each phone is asked for its Android version, space, root and processor. Nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being checked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) still being checked</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s): %1 ready, %2 with warnings, %3 refused</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreConfirmPage</name>
    <message>
        <source>&amp;Replace them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep those that are &amp;newer on the phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep them all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;start the phones afterwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This replaces whole phones. Type how many:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Afterwards every restored file is compared with the backup on the phone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that the phone has already:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same on the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Restore to %n phone(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I understand that data on %n phone(s) is replaced</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a part of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Restore %1 of %2 (%3; %4 files, %5) to %n phone(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreContentsPage</name>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What of it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the contents…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 in %3 of %4 files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestorePhonesPage</name>
    <message>
        <source>Search phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target phones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To which phones?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick one or many. Phones that are not online cannot be chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Android</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) ticked</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreWizard</name>
    <message>
        <source>Restore a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance and language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns and panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phones at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect when Holdfast is started the next time. Every backup is read back and checked whole; that cannot be turned off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the log's folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adb server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::StoreDialog</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archives are kept in a folder: of a local disk, a network drive or a mounted cloud drive. Nothing that lies there is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>holdfast::ui::StoresPage</name>
    <message>
        <source>Stores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a place for archives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write, read, list and delete a small object in the selected store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the selected store with the catalog and add backups that are not in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the selected store; what lies in it stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stores yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A store is where backups are kept. A folder of this computer is enough to begin with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store %1 was added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read a part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse to overwrite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescanning store %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store %1: %2 archives seen, %3 added, %4 confirmed, %5 missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget a store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget store %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies in it stays there. A store that backups refer to cannot be forgotten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
