<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Help</name>
    <message>
        <source>Usage:</source>
        <translation>用法：</translation>
    </message>
    <message>
        <source>Arguments:</source>
        <translation>参数：</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>选项：</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>所有命令通用的选项：</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>命令：</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>示例：</translation>
    </message>
    <message>
        <source>Exit codes:</source>
        <translation>退出码：</translation>
    </message>
    <message>
        <source>One of %1.</source>
        <translation>可选值：%1。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; says more of a command.</source>
        <translation>“%1”可查看命令的详细说明。</translation>
    </message>
    <message>
        <source>Backs up and restores Android cloud phones over adb, alone or in fleets.</source>
        <translation>通过 adb 备份和恢复 Android 云手机，一台或成批。</translation>
    </message>
    <message>
        <source>Phones that the adb server reaches.</source>
        <translation>adb 服务器能连到的手机。</translation>
    </message>
    <message>
        <source>Emulated phones on this computer, for trying things out (Linux only).</source>
        <translation>本机上的模拟手机，供试用（仅 Linux）。</translation>
    </message>
    <message>
        <source>Places where backups are kept.</source>
        <translation>存放备份的地方。</translation>
    </message>
    <message>
        <source>Backups: making, finding, checking, restoring and deleting them.</source>
        <translation>备份：创建、查找、校验、恢复和删除。</translation>
    </message>
    <message>
        <source>Backups that are made by themselves, again and again.</source>
        <translation>自动反复进行的备份。</translation>
    </message>
    <message>
        <source>Proofs that backups can be restored.</source>
        <translation>证明备份可以恢复。</translation>
    </message>
    <message>
        <source>What was done, for people who were not there.</source>
        <translation>做过什么，写给不在现场的人看。</translation>
    </message>
    <message>
        <source>Telling people and programs what went wrong.</source>
        <translation>出错时通知人或程序。</translation>
    </message>
    <message>
        <source>Carrying policies out.</source>
        <translation>执行策略。</translation>
    </message>
    <message>
        <source>Apps as files: installing them on phones, taking them off phones and backups.</source>
        <translation>以文件形式处理应用：安装到手机，从手机或备份中取出。</translation>
    </message>
    <message>
        <source>The list of phones, backups and jobs that this program keeps.</source>
        <translation>本程序保存的手机、备份和任务的目录。</translation>
    </message>
    <message>
        <source>Work that runs or has run on one phone each.</source>
        <translation>正在或曾经在一台手机上执行的任务。</translation>
    </message>
    <message>
        <source>Completion of commands in the shell.</source>
        <translation>Shell 中的命令补全。</translation>
    </message>
    <message>
        <source>The manual page.</source>
        <translation>手册页。</translation>
    </message>
    <message>
        <source>Keep the catalog, the log and the emulated phones in DIR instead of the user's own place.</source>
        <translation>将目录、日志和模拟手机保存在 DIR 中，而不是用户自己的默认位置。</translation>
    </message>
    <message>
        <source>Print one JSON document on standard output.</source>
        <translation>在标准输出上打印一个 JSON 文档。</translation>
    </message>
    <message>
        <source>Print no progress and no remarks; errors are still printed.</source>
        <translation>不打印进度和提示；错误仍会打印。</translation>
    </message>
    <message>
        <source>Also print what is going on inside, and log it.</source>
        <translation>同时打印并记录内部运行情况。</translation>
    </message>
    <message>
        <source>Print help on what was typed so far, and end.</source>
        <translation>打印已输入部分的帮助，然后结束。</translation>
    </message>
    <message>
        <source>Print the version and the commit, and end.</source>
        <translation>打印版本和提交号，然后结束。</translation>
    </message>
    <message>
        <source>List the phones that the adb server knows.</source>
        <translation>列出 adb 服务器已知的手机。</translation>
    </message>
    <message>
        <source>Also list phones that were seen before and are away now.</source>
        <translation>也列出以前出现过、现在不在的手机。</translation>
    </message>
    <message>
        <source>See which phones can be used now.</source>
        <translation>查看现在可以使用哪些手机。</translation>
    </message>
    <message>
        <source>The same for a script, with those that are away.</source>
        <translation>供脚本使用，包括不在的手机。</translation>
    </message>
    <message>
        <source>Show everything about one phone, read from it now.</source>
        <translation>显示一台手机的全部信息，即时从手机读取。</translation>
    </message>
    <message>
        <source>A phone: its serial as &quot;phone list&quot; shows it, its name or its id.</source>
        <translation>一台手机：“phone list”中显示的序列号，或其名称，或其 ID。</translation>
    </message>
    <message>
        <source>Model, Android, root and space.</source>
        <translation>型号、Android 版本、root 和空间。</translation>
    </message>
    <message>
        <source>Let the adb server connect to phones over the network.</source>
        <translation>让 adb 服务器通过网络连接手机。</translation>
    </message>
    <message>
        <source>Where the phone's adb daemon listens; port 5555 where none is named.</source>
        <translation>手机的 adb 守护进程监听的地址；未指定端口时为 5555。</translation>
    </message>
    <message>
        <source>Connect two cloud phones.</source>
        <translation>连接两台云手机。</translation>
    </message>
    <message>
        <source>Let the adb server disconnect a phone on the network.</source>
        <translation>让 adb 服务器断开一台网络手机。</translation>
    </message>
    <message>
        <source>Its serial, as &quot;phone list&quot; shows it.</source>
        <translation>其序列号，如“phone list”中所示。</translation>
    </message>
    <message>
        <source>End the connection.</source>
        <translation>断开连接。</translation>
    </message>
    <message>
        <source>List a folder on a phone.</source>
        <translation>列出手机上的一个文件夹。</translation>
    </message>
    <message>
        <source>The folder's absolute path, in the form in which names are shown (\xNN for odd bytes).</source>
        <translation>文件夹的绝对路径，按名称的显示形式书写（特殊字节写作 \xNN）。</translation>
    </message>
    <message>
        <source>What lies in /sdcard.</source>
        <translation>/sdcard 中有什么。</translation>
    </message>
    <message>
        <source>List the apps on a phone.</source>
        <translation>列出手机上的应用。</translation>
    </message>
    <message>
        <source>Shows what is installed for one Android user: name, version, size of the APKs and of the data. Names, icons and signers come from the APKs; each version of an app is read once, from whatever phone has it first. Without root the sizes of private data are not known.</source>
        <translation>显示为某个 Android 用户安装的应用：名称、版本、APK 和数据的大小。名称、图标和签名者取自 APK；应用的每个版本只读取一次，从最先拥有它的手机读取。没有 root 时无法得知私有数据的大小。</translation>
    </message>
    <message>
        <source>The Android user; 0, the owner, where none is named.</source>
        <translation>Android 用户；未指定时为机主 0。</translation>
    </message>
    <message>
        <source>Also list apps that came with the image.</source>
        <translation>也列出系统镜像自带的应用。</translation>
    </message>
    <message>
        <source>List only these, named by their packages.</source>
        <translation>只列出这些应用，以包名指定。</translation>
    </message>
    <message>
        <source>With --json: add the icons, layer by layer, in base64.</source>
        <translation>与 --json 同用：加入图标，逐层以 base64 表示。</translation>
    </message>
    <message>
        <source>What can be backed up by name.</source>
        <translation>可以按名称备份哪些应用。</translation>
    </message>
    <message>
        <source>All apps, for a script.</source>
        <translation>所有应用，供脚本使用。</translation>
    </message>
    <message>
        <source>Make an emulated phone.</source>
        <translation>创建一台模拟手机。</translation>
    </message>
    <message>
        <source>The emulated phone's name.</source>
        <translation>模拟手机的名称。</translation>
    </message>
    <message>
        <source>Its Android version; 14 where none is named.</source>
        <translation>其 Android 版本；未指定时为 14。</translation>
    </message>
    <message>
        <source>What it holds: none, small (the default), standard or large.</source>
        <translation>其中的内容：none（空）、small（小，默认）、standard（标准）或 large（大）。</translation>
    </message>
    <message>
        <source>Take a copy of this folder as its /data instead of a sample.</source>
        <translation>以此文件夹的副本作为其 /data，而不用示例数据。</translation>
    </message>
    <message>
        <source>Install this APK on it; files of one package go together, as base and splits.</source>
        <translation>在其上安装此 APK；同一包的多个文件（base 和 split）一并安装。</translation>
    </message>
    <message>
        <source>It also takes apps for this processor, as phones do that translate foreign code: arm64-v8a, armeabi-v7a.</source>
        <translation>它也接受此处理器的应用，如同能转译其他指令集的手机：arm64-v8a、armeabi-v7a。</translation>
    </message>
    <message>
        <source>TCP port of its adb daemon; the first free one from 5601 where none is named.</source>
        <translation>其 adb 守护进程的 TCP 端口；未指定时为自 5601 起第一个空闲端口。</translation>
    </message>
    <message>
        <source>Make a phone with apps, databases and media.</source>
        <translation>创建一台带应用、数据库和媒体文件的手机。</translation>
    </message>
    <message>
        <source>Start emulated phones and connect the adb server to them.</source>
        <translation>启动模拟手机，并让 adb 服务器连接它们。</translation>
    </message>
    <message>
        <source>Names of emulated phones.</source>
        <translation>模拟手机的名称。</translation>
    </message>
    <message>
        <source>Start two phones.</source>
        <translation>启动两台手机。</translation>
    </message>
    <message>
        <source>Stop emulated phones; what they hold stays.</source>
        <translation>停止模拟手机；其中的内容保留。</translation>
    </message>
    <message>
        <source>Switch the phone off.</source>
        <translation>关闭手机。</translation>
    </message>
    <message>
        <source>List the emulated phones.</source>
        <translation>列出模拟手机。</translation>
    </message>
    <message>
        <source>See which emulated phones there are.</source>
        <translation>查看有哪些模拟手机。</translation>
    </message>
    <message>
        <source>Stop an emulated phone and delete it with all that it holds.</source>
        <translation>停止一台模拟手机，并连同其全部内容删除。</translation>
    </message>
    <message>
        <source>Its backups stay.</source>
        <translation>它的备份会保留。</translation>
    </message>
    <message>
        <source>Add a place where backups are kept.</source>
        <translation>添加一个存放备份的地方。</translation>
    </message>
    <message>
        <source>A folder, or a bucket of AWS S3, Alibaba OSS, Huawei OBS or a server that speaks S3. Of a bucket's key only the id and the place of its secret are kept in the catalog; without --access-key and --profile both are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. See that the bucket's lifecycle rules end unfinished uploads (AbortIncompleteMultipartUpload) and do not delete backups.</source>
        <translation>一个文件夹，或 AWS S3、阿里云 OSS、华为云 OBS 以及兼容 S3 的服务器上的存储桶。对于存储桶的密钥，目录中只保存其 ID 和密钥所在的位置；未指定 --access-key 和 --profile 时，二者取自 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。请确认存储桶的生命周期规则会终止未完成的上传（AbortIncompleteMultipartUpload），且不会删除备份。</translation>
    </message>
    <message>
        <source>A name of your choice.</source>
        <translation>由您选定的名称。</translation>
    </message>
    <message>
        <source>file:///FOLDER, the path of a folder on this computer, or s3://, oss:// or obs://BUCKET[/PREFIX].</source>
        <translation>file:///FOLDER、本机文件夹的路径，或 s3://、oss://、obs://BUCKET[/PREFIX]。</translation>
    </message>
    <message>
        <source>https://HOST[:PORT] of the service; the region's own where none is given.</source>
        <translation>服务的 https://HOST[:PORT]；未指定时为该区域自己的地址。</translation>
    </message>
    <message>
        <source>Where the bucket lies, as the service calls it.</source>
        <translation>存储桶所在的区域，按服务的叫法。</translation>
    </message>
    <message>
        <source>Whose service it is; told by the URL and the endpoint where it is not given.</source>
        <translation>由哪家提供服务；未指定时由 URL 和接入点判断。</translation>
    </message>
    <message>
        <source>The access key's id.</source>
        <translation>访问密钥的 ID。</translation>
    </message>
    <message>
        <source>The key's secret is in this environment variable, each time.</source>
        <translation>密钥每次都从此环境变量读取。</translation>
    </message>
    <message>
        <source>The key's secret is the first line of this file, each time.</source>
        <translation>密钥每次都从此文件的第一行读取。</translation>
    </message>
    <message>
        <source>Key and secret are in this section of the AWS tools' credentials file.</source>
        <translation>ID 和密钥在 AWS 工具凭证文件的此段中。</translation>
    </message>
    <message>
        <source>Ask for the secret now and keep it in the system's key store, or in a file of the data directory that only you can read.</source>
        <translation>现在询问密钥，并保存在系统的密钥库中，或保存在数据目录下只有您能读取的文件中。</translation>
    </message>
    <message>
        <source>Whether the bucket stands in the host's name or in the path.</source>
        <translation>存储桶写在主机名中还是路径中。</translation>
    </message>
    <message>
        <source>Certificates (PEM) to trust beside those of this computer.</source>
        <translation>除本机信任的证书外，另外信任的证书（PEM）。</translation>
    </message>
    <message>
        <source>Allow http:// to another computer: everybody on the way can read all.</source>
        <translation>允许用 http:// 访问其他计算机：途中任何人都能读到全部内容。</translation>
    </message>
    <message>
        <source>The service's storage class for new objects.</source>
        <translation>新对象在服务中的存储类型。</translation>
    </message>
    <message>
        <source>Encryption at the service for new objects.</source>
        <translation>新对象在服务端的加密方式。</translation>
    </message>
    <message>
        <source>The key of the service's key service that goes with --encryption aws:kms.</source>
        <translation>与 --encryption aws:kms 同用的密钥管理服务的密钥。</translation>
    </message>
    <message>
        <source>A tag for each new object; may be repeated. A service that takes no tags takes no backup then.</source>
        <translation>给每个新对象的标签；可重复。不支持标签的服务将无法存放备份。</translation>
    </message>
    <message>
        <source>Metadata for each new object, beside the backup's id and its hash; may be repeated.</source>
        <translation>除备份 ID 及其哈希外，给每个新对象的元数据；可重复。</translation>
    </message>
    <message>
        <source>Size of the first parts of an upload, 5 to 256; 8 where none is given.</source>
        <translation>上传时最初各分片的大小，5 到 256；未指定时为 8。</translation>
    </message>
    <message>
        <source>How a new backup is read back: to the last byte, its index and some frames, or its index where the service's own hash of all bytes is right. Where none is given, sampled above 64 MiB.</source>
        <translation>如何回读新备份：读取每个字节；读取其索引和部分帧；或在服务自身对全部字节的哈希正确时只读取其索引。未指定时，超过 64 MiB 的抽样回读。</translation>
    </message>
    <message>
        <source>Keep each new backup from being deleted or replaced for so long. The bucket must be set up for it (object lock).</source>
        <translation>在这段时间内禁止删除或替换每个新备份。存储桶须为此设置好（对象锁定）。</translation>
    </message>
    <message>
        <source>Whether those with a special right may take a lock away, or nobody at all.</source>
        <translation>拥有特殊权限的人可以解除锁定，还是任何人都不可以。</translation>
    </message>
    <message>
        <source>How long a connection may be silent, 1 to 3600; 60 where none is given.</source>
        <translation>连接可以静默多久，1 到 3600；未指定时为 60。</translation>
    </message>
    <message>
        <source>How long a transfer that has begun waits for a service that has stopped to answer, before it fails, 0 to 1440; 15 where none is given.</source>
        <translation>服务停止应答后，已开始的传输等待多久才算失败，0 到 1440；未指定时为 15。</translation>
    </message>
    <message>
        <source>Keep backups in a local folder.</source>
        <translation>将备份存放在本地文件夹。</translation>
    </message>
    <message>
        <source>Keep them in a bucket of AWS.</source>
        <translation>存放在 AWS 的存储桶中。</translation>
    </message>
    <message>
        <source>In one of Alibaba OSS, with keys from ~/.aws/credentials.</source>
        <translation>存放在阿里云 OSS 的存储桶中，密钥取自 ~/.aws/credentials。</translation>
    </message>
    <message>
        <source>List the stores.</source>
        <translation>列出存储。</translation>
    </message>
    <message>
        <source>See where backups are kept.</source>
        <translation>查看备份存放在哪里。</translation>
    </message>
    <message>
        <source>Show one store.</source>
        <translation>显示一个存储。</translation>
    </message>
    <message>
        <source>The store's name.</source>
        <translation>存储的名称。</translation>
    </message>
    <message>
        <source>Where it is, what it holds, what is free.</source>
        <translation>它在哪里、存有什么、还剩多少空间。</translation>
    </message>
    <message>
        <source>Try whether a store can do all that backups need, with a small object.</source>
        <translation>用一个小对象测试存储能否完成备份所需的一切。</translation>
    </message>
    <message>
        <source>Says too what is to be known of a place that works: a clock that is wrong, a bucket's rules that delete objects.</source>
        <translation>对可用的存储，也会说明应当知道的情况：时钟不准、存储桶中会删除对象的规则。</translation>
    </message>
    <message>
        <source>Write, read, list and delete a small object.</source>
        <translation>写入、读取、列出并删除一个小对象。</translation>
    </message>
    <message>
        <source>Compare a store's objects with the catalog, and rebuild the catalog from them.</source>
        <translation>将存储中的对象与目录对照，并据此重建目录。</translation>
    </message>
    <message>
        <source>Archives that the catalog does not know are checked, as the store's new ones are, and added; backups whose archive is gone become MISSING. Nothing is deleted. A scan that was ended goes on where it was when it is started again.</source>
        <translation>目录中没有的归档会像该存储的新备份一样接受校验，然后加入目录；归档已不存在的备份变为 MISSING。不会删除任何东西。中断的扫描再次开始时会从中断处继续。</translation>
    </message>
    <message>
        <source>Find backups that another computer made.</source>
        <translation>找到另一台计算机所做的备份。</translation>
    </message>
    <message>
        <source>Forget a store; its objects stay where they are.</source>
        <translation>移除一个存储；其中的对象保持原样。</translation>
    </message>
    <message>
        <source>Refused while backups refer to it.</source>
        <translation>仍有备份引用它时会被拒绝。</translation>
    </message>
    <message>
        <source>The folder itself is not touched.</source>
        <translation>文件夹本身不会被改动。</translation>
    </message>
    <message>
        <source>Change how a store is reached: its keys, its place, how new backups are kept.</source>
        <translation>更改访问存储的方式：密钥、位置、新备份的保存方式。</translation>
    </message>
    <message>
        <source>What is not named stays as it is. The store is opened with what was given before anything is kept, and its newest backups are looked for; a store that does not work so stays as it was. Jobs that run go on with what they began with.</source>
        <translation>未指定的保持不变。保存之前，会先按给出的内容打开存储，并查找其中最新的备份；若行不通，存储保持原样。正在执行的任务沿用开始时的设置。</translation>
    </message>
    <message>
        <source>Where the store's objects are now; the newest backups have to lie there already.</source>
        <translation>存储中的对象现在所在的位置；最新的备份必须已经在那里。</translation>
    </message>
    <message>
        <source>Take back what this option of a bucket was given, by its name; may be repeated.</source>
        <translation>按名称撤销存储桶的某个选项；可重复。</translation>
    </message>
    <message>
        <source>Another key, before the old one expires.</source>
        <translation>在旧密钥过期之前换一个密钥。</translation>
    </message>
    <message>
        <source>The folder was moved.</source>
        <translation>文件夹已移动。</translation>
    </message>
    <message>
        <source>The bucket's own class again.</source>
        <translation>恢复使用存储桶自己的存储类型。</translation>
    </message>
    <message>
        <source>Show or set how fast archives may go to and from stores.</source>
        <translation>显示或设置归档进出存储的速度。</translation>
    </message>
    <message>
        <source>Rules are START:END:KB/s joined by |, with whole hours of the day from 0 to 24 and NaN for without limit; hours that no rule names have none. Jobs that run follow within a second. Every limit holds: that of all stores together, that of the store, and that of a batch or policy.</source>
        <translation>规则的形式为 START:END:KB/s，以 | 连接，时间为一天中 0 到 24 的整点，NaN 表示不限速；没有规则的时段不限速。正在执行的任务会在一秒内随之改变。各项限制同时有效：所有存储合计的、该存储的，以及批次或策略的。</translation>
    </message>
    <message>
        <source>The rules; &quot;none&quot; takes them away; nothing shows them.</source>
        <translation>规则；“none”取消规则；不填则显示规则。</translation>
    </message>
    <message>
        <source>Of this store; where none is given, of all together.</source>
        <translation>针对此存储；未指定时针对所有存储合计。</translation>
    </message>
    <message>
        <source>5 MB/s by day for all stores together.</source>
        <translation>白天所有存储合计 5 MB/s。</translation>
    </message>
    <message>
        <source>No limit of its own for one store.</source>
        <translation>取消某个存储自己的限制。</translation>
    </message>
    <message>
        <source>Back up paths, apps or the whole of phones to a store.</source>
        <translation>将手机的路径、应用或整机备份到存储。</translation>
    </message>
    <message>
        <source>Each phone becomes one backup: a file NAME.tar.zst in the store, read back and checked before it counts. All phones run as one batch; Ctrl-C cancels it and leaves nothing partial.</source>
        <translation>每台手机成为一个备份：存储中的一个 NAME.tar.zst 文件，经回读并校验后才算数。所有手机作为一个批次执行；Ctrl-C 取消该批次，不留下任何不完整的东西。</translation>
    </message>
    <message>
        <source>Patterns are absolute paths on the phone. A pattern selects what it matches and everything below: * stands for any characters of a name, ? for one, a folder ** for any number of folders. Exclude wins.</source>
        <translation>模式是手机上的绝对路径。一个模式选中与之匹配的内容及其下的一切：* 代表名称中的任意字符，? 代表一个字符，文件夹 ** 代表任意多层文件夹。排除优先。</translation>
    </message>
    <message>
        <source>The commands of --before and --after are a program and its arguments, parted by blanks; quotation marks (&quot;) keep words together, and no shell reads them. A text that begins with sh: is a line for the shell (/bin/sh, on Windows cmd). Commands with -on-phone are lines for the phone's shell, run by its strongest user. They run for each phone, without input. Their environment says what it is about: HOLDFAST_HOOK, HOLDFAST_PHONE (the serial), HOLDFAST_PHONE_NAME, HOLDFAST_JOB, HOLDFAST_BATCH, HOLDFAST_BACKUP, HOLDFAST_BACKUP_NAME and HOLDFAST_STORE; after the backup also HOLDFAST_STATUS (finished, partfinished, failed or cancelled) and HOLDFAST_ERROR. The last lines that they write are in the job's log. A command that takes too long, and one whose job is cancelled, is ended with all that it began; after a cancelled backup the after commands have half a minute. The commands are kept as they are: do not write secrets into them.</source>
        <translation>--before 和 --after 的命令由程序及其参数组成，以空格分隔；引号（"）使多个词成为一体，不经过任何 shell。以 sh: 开头的文本则是给 shell 的一行命令（/bin/sh，在 Windows 上为 cmd）。带 -on-phone 的命令是给手机 shell 的一行命令，以其最高权限的用户执行。它们对每台手机各执行一次，没有输入。环境变量说明相关情况：HOLDFAST_HOOK、HOLDFAST_PHONE（序列号）、HOLDFAST_PHONE_NAME、HOLDFAST_JOB、HOLDFAST_BATCH、HOLDFAST_BACKUP、HOLDFAST_BACKUP_NAME 和 HOLDFAST_STORE；备份之后还有 HOLDFAST_STATUS（finished、partfinished、failed 或 cancelled）和 HOLDFAST_ERROR。它们输出的最后几行会写入任务日志。超时的命令，以及任务已被取消的命令，会连同其启动的一切一并终止；备份被取消后，after 命令有半分钟时间。命令按原样保存：请勿在其中写入密码或密钥。</translation>
    </message>
    <message>
        <source>Phones: serials as &quot;phone list&quot; shows them.</source>
        <translation>手机：“phone list”中显示的序列号。</translation>
    </message>
    <message>
        <source>What to back up.</source>
        <translation>要备份的内容。</translation>
    </message>
    <message>
        <source>Back up this app: its packages and all its data but caches. It is stopped only while its files are copied.</source>
        <translation>备份此应用：其安装包和除缓存外的全部数据。仅在复制其文件时停止该应用。</translation>
    </message>
    <message>
        <source>Back up the whole phone: all of /data but caches and what Holdfast keeps there.</source>
        <translation>备份整机：/data 的全部内容，缓存和 Holdfast 自己存放的内容除外。</translation>
    </message>
    <message>
        <source>What to leave out.</source>
        <translation>要排除的内容。</translation>
    </message>
    <message>
        <source>The store, and a folder in it.</source>
        <translation>存储，以及其中的文件夹。</translation>
    </message>
    <message>
        <source>Another request for each phone, all in one batch, from a CSV file with a line of titles or a JSON array of objects: phone, path, app, all, exclude, to, name, description, owner, level, speed, priority, patience, as the options; lists in a field of CSV are parted by |. What a phone's line leaves out is as the options say.</source>
        <translation>每台手机各自的请求，合为一个批次，取自带标题行的 CSV 文件或 JSON 对象数组：phone、path、app、all、exclude、to、name、description、owner、level、speed、priority、patience，含义与同名选项相同；CSV 字段中的列表以 | 分隔。某台手机的行中未写的，按选项执行。</translation>
    </message>
    <message>
        <source>The backups' name; made of the phone's name and the time where none is given. For each phone {phone}, {group}, {model}, {android}, {serial}, {date} and {time} are filled in.</source>
        <translation>备份的名称；未指定时由手机名称和时间组成。{phone}、{group}、{model}、{android}、{serial}、{date} 和 {time} 会按每台手机填入。</translation>
    </message>
    <message>
        <source>A remark, found by searching.</source>
        <translation>备注，搜索时可以找到。</translation>
    </message>
    <message>
        <source>Who the backups belong to.</source>
        <translation>备份属于谁。</translation>
    </message>
    <message>
        <source>How hard to compress, 1 to 19; 3 where none is given.</source>
        <translation>压缩强度，1 到 19；未指定时为 3。</translation>
    </message>
    <message>
        <source>How fast the archives may go to the store, all together: START:END:KB/s joined by |, hours of the day, NaN without limit, like '8:20:5120|20:24:NaN'.</source>
        <translation>归档传到存储的速度合计：START:END:KB/s，以 | 连接，时间为一天中的整点，NaN 表示不限速，例如 '8:20:5120|20:24:NaN'。</translation>
    </message>
    <message>
        <source>Only tell what would be backed up, what is left out and how large it would be; the phones and the store stay as they are.</source>
        <translation>只说明会备份什么、排除什么、会有多大；手机和存储保持原样。</translation>
    </message>
    <message>
        <source>Which waiting jobs go first: low, normal or high; normal where none is given. Policies begin theirs with low.</source>
        <translation>等待中的任务谁先执行：low（低）、normal（普通）或 high（高）；未指定时为 normal。策略的任务以 low 开始。</translation>
    </message>
    <message>
        <source>Wait so long for a phone or a store that is away or goes away, and begin again when it is back, also at another address: 90s, 30m, 2h, 1d. Without it the job fails.</source>
        <translation>手机或存储不在或中途断开时等待这么久，恢复后（即使地址已变）重新开始：90s、30m、2h、1d。不指定则任务失败。</translation>
    </message>
    <message>
        <source>Leave the jobs to the daemon or the desktop and return at once.</source>
        <translation>将任务交给守护进程或桌面程序，立即返回。</translation>
    </message>
    <message>
        <source>Run this on this computer first; if it fails, the phone is not backed up.</source>
        <translation>先在本机运行此命令；若失败，则不备份该手机。</translation>
    </message>
    <message>
        <source>Run this on this computer at the end, also after a failure; if it fails, the backup stays and the job says so.</source>
        <translation>最后在本机运行此命令，备份失败后也运行；若命令失败，备份保留，任务会说明。</translation>
    </message>
    <message>
        <source>The same as --before, in the phone's shell, before its files are looked at.</source>
        <translation>与 --before 相同，但在手机的 shell 中运行，在查看其文件之前。</translation>
    </message>
    <message>
        <source>The same as --after, in the phone's shell, when its files have been copied.</source>
        <translation>与 --after 相同，但在手机的 shell 中运行，在其文件复制完成之后。</translation>
    </message>
    <message>
        <source>The time that each of these commands has; 600 where none is given.</source>
        <translation>每条命令可用的时间；未指定时为 600。</translation>
    </message>
    <message>
        <source>Back up a whole phone.</source>
        <translation>备份整台手机。</translation>
    </message>
    <message>
        <source>Back up one app with its data.</source>
        <translation>备份一个应用及其数据。</translation>
    </message>
    <message>
        <source>See how large a backup would be, and what the exclude saves.</source>
        <translation>查看备份会有多大，以及排除能节省多少。</translation>
    </message>
    <message>
        <source>Stop an app first, and note the end in a file.</source>
        <translation>先停止一个应用，并在文件中记下结束。</translation>
    </message>
    <message>
        <source>What each phone's line of the file says, to one store.</source>
        <translation>按文件中每台手机的那一行备份，存到同一存储。</translation>
    </message>
    <message>
        <source>Back up some paths of two phones to a folder of the store.</source>
        <translation>将两台手机的若干路径备份到存储的一个文件夹。</translation>
    </message>
    <message>
        <source>List backups, the newest or the best matches first.</source>
        <translation>列出备份，最新或最匹配的在前。</translation>
    </message>
    <message>
        <source>Words are found in the backup's name, the phone's name and address, the description, owner, group and apps, as parts of words too, in any order, all of them together. Misspelt words of four letters or more find what is near where little else is found.</source>
        <translation>在备份名称、手机名称和地址、描述、所有者、分组和应用中查找，词的一部分也可以，顺序不限，须全部匹配。四个字母以上的词拼写有误时，若找不到别的，也会找到相近的。</translation>
    </message>
    <message>
        <source>&quot;two words&quot; are found as they stand; !WORD leaves out what has the word. name:, phone:, description:, owner:, group: and app: look in one place. Facts are status:failed,damaged, store:NAME, tag:TAG, whole:yes, android:12, android:&gt;=12 or android:9..11, size:&gt;1G, size:&lt;=500M or size:1G..2G, since:2026-11, until:2d, age:&gt;30d.</source>
        <translation>"两个词" 按原样查找；!WORD 排除含有该词的。name:、phone:、description:、owner:、group: 和 app: 只在一处查找。条件有 status:failed,damaged、store:NAME、tag:TAG、whole:yes、android:12、android:&gt;=12 或 android:9..11、size:&gt;1G、size:&lt;=500M 或 size:1G..2G、since:2026-11、until:2d、age:&gt;30d。</translation>
    </message>
    <message>
        <source>Words to search for; all backups where there are none.</source>
        <translation>要搜索的词；不填则为全部备份。</translation>
    </message>
    <message>
        <source>Words to search for, as SEARCH; for texts that begin with a dash.</source>
        <translation>要搜索的词，与 SEARCH 相同；用于以连字符开头的文本。</translation>
    </message>
    <message>
        <source>Only these states: PENDING, RUNNING, UPLOADING, VERIFYING, AVAILABLE, FAILED, DELETING, DELETED, MISSING, DAMAGED.</source>
        <translation>只列出这些状态：PENDING、RUNNING、UPLOADING、VERIFYING、AVAILABLE、FAILED、DELETING、DELETED、MISSING、DAMAGED。</translation>
    </message>
    <message>
        <source>Only of this phone: its id or serial.</source>
        <translation>只列出此手机的：其 ID 或序列号。</translation>
    </message>
    <message>
        <source>Only of phones in this group.</source>
        <translation>只列出此分组中手机的。</translation>
    </message>
    <message>
        <source>Only in this store.</source>
        <translation>只列出此存储中的。</translation>
    </message>
    <message>
        <source>Only of this owner.</source>
        <translation>只列出此所有者的。</translation>
    </message>
    <message>
        <source>Only made at or after: a date, a time, or so long ago (2d, 12h).</source>
        <translation>只列出在此时或之后创建的：日期、时间，或多久以前（2d、12h）。</translation>
    </message>
    <message>
        <source>Only made at or before; a date means its end.</source>
        <translation>只列出在此时或之前创建的；日期指当日结束。</translation>
    </message>
    <message>
        <source>At most so many, 1 to 100; 20 where none is given.</source>
        <translation>最多这么多条，1 到 100；未指定时为 20。</translation>
    </message>
    <message>
        <source>The page after the one that gave this token (same filters).</source>
        <translation>给出此令牌的那一页的下一页（筛选条件须相同）。</translation>
    </message>
    <message>
        <source>Count what was found by status, group, phone, age, store, Android and tag.</source>
        <translation>按状态、分组、手机、时间、存储、Android 版本和标签统计所找到的备份。</translation>
    </message>
    <message>
        <source>Large backups of phones named gz with WeChat.</source>
        <translation>名称含 gz、带微信的手机的大备份。</translation>
    </message>
    <message>
        <source>Good backups of the last two days.</source>
        <translation>最近两天的可用备份。</translation>
    </message>
    <message>
        <source>All of one phone, for a script; &quot;nextToken&quot; leads to the next page.</source>
        <translation>一台手机的全部备份，供脚本使用；“nextToken”指向下一页。</translation>
    </message>
    <message>
        <source>Find the backups that hold a file.</source>
        <translation>查找含有某个文件的备份。</translation>
    </message>
    <message>
        <source>TEXT is a name (*, ? are wildcards), an absolute path or path pattern, or the 64 hexadecimal digits of a file's SHA-256.</source>
        <translation>TEXT 是名称（*、? 为通配符）、绝对路径或路径模式，或文件 SHA-256 的 64 位十六进制数字。</translation>
    </message>
    <message>
        <source>Name, path pattern or SHA-256.</source>
        <translation>名称、路径模式或 SHA-256。</translation>
    </message>
    <message>
        <source>Only in this backup.</source>
        <translation>只在此备份中查找。</translation>
    </message>
    <message>
        <source>At most so many, 1 to 1000; 100 where none is given.</source>
        <translation>最多这么多条，1 到 1000；未指定时为 100。</translation>
    </message>
    <message>
        <source>Databases of that name, in any backup.</source>
        <translation>任何备份中叫此名称的数据库。</translation>
    </message>
    <message>
        <source>All databases of one phone's backups.</source>
        <translation>一台手机的备份中的全部数据库。</translation>
    </message>
    <message>
        <source>Show what a file was in the backups of a phone, a group or all.</source>
        <translation>显示某个文件在一台手机、一个分组或全部手机的备份中是什么样。</translation>
    </message>
    <message>
        <source>Backups in which the file is the same are folded into one line.</source>
        <translation>文件相同的备份合并为一行。</translation>
    </message>
    <message>
        <source>The file's absolute path on the phone.</source>
        <translation>文件在手机上的绝对路径。</translation>
    </message>
    <message>
        <source>How one phone's file changed.</source>
        <translation>一台手机上的某个文件是如何变化的。</translation>
    </message>
    <message>
        <source>Check the catalog's file and its search index.</source>
        <translation>检查目录文件及其搜索索引。</translation>
    </message>
    <message>
        <source>With --repair the search index is built anew and every store is read again, so that each archive has its entry. Where the file itself is damaged, move it away and run &quot;store add&quot; and &quot;store scan&quot;: the stores hold all that is needed.</source>
        <translation>使用 --repair 会重建搜索索引，并重新读取每个存储，使每个归档都有其条目。若文件本身已损坏，请将其移开，然后运行“store add”和“store scan”：存储中有所需的一切。</translation>
    </message>
    <message>
        <source>Build the index anew and read all stores.</source>
        <translation>重建索引并读取所有存储。</translation>
    </message>
    <message>
        <source>See whether all is well.</source>
        <translation>查看是否一切正常。</translation>
    </message>
    <message>
        <source>Make the catalog what the stores say.</source>
        <translation>使目录与存储一致。</translation>
    </message>
    <message>
        <source>Write a list as CSV or as JSON, one object a line.</source>
        <translation>将列表写成 CSV，或每行一个对象的 JSON。</translation>
    </message>
    <message>
        <source>Columns and keys are those of --json, times in UTC. Lists in a CSV cell are parted by line ends. Texts that a spreadsheet would take for formulas (= + - @ in front) get an apostrophe before them.</source>
        <translation>列和键与 --json 相同，时间为 UTC。CSV 单元格中的列表以换行分隔。电子表格会当作公式的文本（以 = + - @ 开头）前面会加一个撇号。</translation>
    </message>
    <message>
        <source>backups, phones or jobs.</source>
        <translation>backups、phones 或 jobs。</translation>
    </message>
    <message>
        <source>For backups: only what these words find, as in &quot;backup list&quot;.</source>
        <translation>对 backups：只写出这些词所找到的，与“backup list”相同。</translation>
    </message>
    <message>
        <source>csv or jsonl; csv where none is given.</source>
        <translation>csv 或 jsonl；未指定时为 csv。</translation>
    </message>
    <message>
        <source>All backups for a spreadsheet.</source>
        <translation>全部备份，供电子表格使用。</translation>
    </message>
    <message>
        <source>Failed ones for a script.</source>
        <translation>失败的备份，供脚本使用。</translation>
    </message>
    <message>
        <source>Give the catalog's unused room back to the disk.</source>
        <translation>将目录中未使用的空间还给磁盘。</translation>
    </message>
    <message>
        <source>After many backups were deleted.</source>
        <translation>在删除大量备份之后。</translation>
    </message>
    <message>
        <source>Show all that is known of a backup, with its warnings, checks and restores.</source>
        <translation>显示一个备份的全部已知信息，包括其警告、校验和恢复。</translation>
    </message>
    <message>
        <source>The backup's id, bf-…</source>
        <translation>备份的 ID，bf-…</translation>
    </message>
    <message>
        <source>Facts, jobs and warnings of one backup.</source>
        <translation>一个备份的信息、任务和警告。</translation>
    </message>
    <message>
        <source>List what a backup holds, read from the archive itself.</source>
        <translation>列出备份的内容，从归档本身读取。</translation>
    </message>
    <message>
        <source>Only what this path or pattern selects.</source>
        <translation>只列出此路径或模式选中的。</translation>
    </message>
    <message>
        <source>The media files in a backup.</source>
        <translation>一个备份中的媒体文件。</translation>
    </message>
    <message>
        <source>Read backups whole from their store and check every byte.</source>
        <translation>从存储完整读取备份，并校验每个字节。</translation>
    </message>
    <message>
        <source>A backup that fails becomes DAMAGED, so that it is not restored by mistake.</source>
        <translation>未通过的备份变为 DAMAGED，以免被误用于恢复。</translation>
    </message>
    <message>
        <source>Backups' ids, bf-…</source>
        <translation>备份的 ID，bf-…</translation>
    </message>
    <message>
        <source>Prove that a backup is whole.</source>
        <translation>证明备份完整。</translation>
    </message>
    <message>
        <source>Copy backups into another store.</source>
        <translation>将备份复制到另一存储。</translation>
    </message>
    <message>
        <source>Each copy is a backup of its own, with its own id, made at the same time as the original. It is read back and checked in its store as a new backup is, before it is AVAILABLE; the phone is not needed.</source>
        <translation>每个副本都是独立的备份，有自己的 ID，创建时间与原备份相同。它会像新备份一样在其存储中回读并校验，之后才变为 AVAILABLE；不需要手机。</translation>
    </message>
    <message>
        <source>The store that gets the copies, and a folder in it.</source>
        <translation>接收副本的存储，以及其中的文件夹。</translation>
    </message>
    <message>
        <source>Have a second one elsewhere.</source>
        <translation>在别处再存一份。</translation>
    </message>
    <message>
        <source>Delete backups and their archives for good.</source>
        <translation>永久删除备份及其归档。</translation>
    </message>
    <message>
        <source>Delete two backups; there is no way back.</source>
        <translation>删除两个备份；无法撤销。</translation>
    </message>
    <message>
        <source>Copy files out of a backup to a folder or a tar file of this computer.</source>
        <translation>将备份中的文件复制到本机的文件夹或 tar 文件。</translation>
    </message>
    <message>
        <source>A folder (made when missing), or a file whose name ends with .tar.</source>
        <translation>一个文件夹（不存在时创建），或名称以 .tar 结尾的文件。</translation>
    </message>
    <message>
        <source>Only what these paths or patterns select.</source>
        <translation>只取这些路径或模式选中的。</translation>
    </message>
    <message>
        <source>Take the photos out of a backup.</source>
        <translation>从备份中取出照片。</translation>
    </message>
    <message>
        <source>Make a plain tar file of all of it.</source>
        <translation>将其全部内容做成普通的 tar 文件。</translation>
    </message>
    <message>
        <source>Restore a backup, or a part of it, to phones.</source>
        <translation>将备份或其中一部分恢复到手机。</translation>
    </message>
    <message>
        <source>Each phone is checked first: its Android version, space, root, processor, battery and whether its storage is unlocked. Afterwards every restored file is compared with the backup on the phone. Until then the phone keeps what was replaced; if the restore fails, is cancelled or is cut off, it is put back.</source>
        <translation>先检查每台手机：Android 版本、空间、root、处理器、电量以及存储是否已解锁。之后在手机上将每个恢复的文件与备份比较。在此之前，手机保留被替换的内容；若恢复失败、被取消或中断，会放回原处。</translation>
    </message>
    <message>
        <source>Phones to restore to: serials as &quot;phone list&quot; shows them.</source>
        <translation>要恢复到的手机：“phone list”中显示的序列号。</translation>
    </message>
    <message>
        <source>Only this app: it is installed, and its data replaced. Also out of backups of paths or of whole phones.</source>
        <translation>只恢复此应用：安装它并替换其数据。也可取自路径备份或整机备份。</translation>
    </message>
    <message>
        <source>Install the apps, but leave their data as it is.</source>
        <translation>安装应用，但保持其数据不变。</translation>
    </message>
    <message>
        <source>Replace the data of apps that are installed, but do not install them.</source>
        <translation>替换已安装应用的数据，但不安装应用。</translation>
    </message>
    <message>
        <source>What to do with a file that is there already: overwrite (the default), skip, or newer (keep the newer one).</source>
        <translation>如何处理已存在的文件：overwrite（覆盖，默认）、skip（跳过）或 newer（保留较新的）。</translation>
    </message>
    <message>
        <source>Let another phone also take over the ids and keys by which the backed-up phone is known; else each phone keeps its own.</source>
        <translation>让另一台手机也接管被备份手机据以识别的 ID 和密钥；否则每台手机保留自己的。</translation>
    </message>
    <message>
        <source>Restart the phones afterwards.</source>
        <translation>之后重启手机。</translation>
    </message>
    <message>
        <source>Only tell what restoring would meet, add, replace and keep; change nothing.</source>
        <translation>只说明恢复会遇到、新增、替换和保留什么；不做任何改动。</translation>
    </message>
    <message>
        <source>Which waiting jobs go first: low, normal or high; high where none is given. Policies begin theirs with low.</source>
        <translation>等待中的任务谁先执行：low（低）、normal（普通）或 high（高）；未指定时为 high。策略的任务以 low 开始。</translation>
    </message>
    <message>
        <source>Make another phone equal to the backup.</source>
        <translation>使另一台手机与备份一致。</translation>
    </message>
    <message>
        <source>Bring one app with its data to another phone.</source>
        <translation>将一个应用及其数据带到另一台手机。</translation>
    </message>
    <message>
        <source>Restore one app's data but keep newer files.</source>
        <translation>恢复一个应用的数据，但保留较新的文件。</translation>
    </message>
    <message>
        <source>Back up phones by themselves, again and again.</source>
        <translation>自动反复地备份手机。</translation>
    </message>
    <message>
        <source>&quot;holdfast-cli daemon&quot; begins a run when it is due, tries phones that are away or fail again until the run's time is over, and then deletes what no rule keeps. Without a rule everything is kept; the last good backup of a phone and pinned ones always are. A restore drill that cannot be tried or does not pass is tried again until one has passed.</source>
        <translation>“holdfast-cli daemon”按时开始执行，对不在或失败的手机不断重试，直到本次执行的时间结束，然后删除没有规则保留的备份。没有规则时全部保留；手机的最后一个可用备份和已固定的备份始终保留。无法进行或未通过的恢复演练会重试，直到通过一次。</translation>
    </message>
    <message>
        <source>A time that a change to daylight saving leaves out is taken as the moment of the change; one that comes twice counts once. Hours are counted in elapsed time.</source>
        <translation>夏令时切换时不存在的时刻按切换时刻计；出现两次的时刻只计一次。小时按实际经过的时间计算。</translation>
    </message>
    <message>
        <source>Phones: ids, serials or names.</source>
        <translation>手机：ID、序列号或名称。</translation>
    </message>
    <message>
        <source>All phones that are in a group when a run begins.</source>
        <translation>执行开始时分组中的所有手机。</translation>
    </message>
    <message>
        <source>All phones with a tag.</source>
        <translation>带有某标签的所有手机。</translation>
    </message>
    <message>
        <source>All phones that this fits: words of the name, serial or model; group:, tag:, android:, serial:, name:, model:; - turns a word round.</source>
        <translation>符合此条件的所有手机：名称、序列号或型号中的词；group:、tag:、android:、serial:、name:、model:；- 表示取反。</translation>
    </message>
    <message>
        <source>What to back up, as in &quot;backup create&quot;.</source>
        <translation>要备份的内容，与“backup create”相同。</translation>
    </message>
    <message>
        <source>Back up this app with its data.</source>
        <translation>备份此应用及其数据。</translation>
    </message>
    <message>
        <source>Back up the whole phone.</source>
        <translation>备份整台手机。</translation>
    </message>
    <message>
        <source>How often: 6h, 1d, 2w.</source>
        <translation>多久一次：6h、1d、2w。</translation>
    </message>
    <message>
        <source>When; 02:00 where no time is given.</source>
        <translation>何时；未指定时间时为 02:00。</translation>
    </message>
    <message>
        <source>With weeks: mon,thu; the day of today where none is given.</source>
        <translation>按周时：mon,thu；未指定时为今天是星期几的那一天。</translation>
    </message>
    <message>
        <source>Instead: five fields as in crontab, in quotation marks.</source>
        <translation>或者：如 crontab 的五个字段，写在引号中。</translation>
    </message>
    <message>
        <source>When the run's time ends; where none is given, when the next run begins.</source>
        <translation>执行时段的结束时间；未指定时为下一次执行开始时。</translation>
    </message>
    <message>
        <source>What becomes of jobs at the window's end: they stop, or finish.</source>
        <translation>时段结束时如何处理任务：停止，或执行完毕。</translation>
    </message>
    <message>
        <source>Runs that nobody began in time: run late while there is time, or skip.</source>
        <translation>无人按时开始的执行：有时间时补做，或跳过。</translation>
    </message>
    <message>
        <source>Time zone of these times; this computer's where none is given.</source>
        <translation>这些时间的时区；未指定时为本机的时区。</translation>
    </message>
    <message>
        <source>Keep all backups of the last so many days.</source>
        <translation>保留最近这么多天的全部备份。</translation>
    </message>
    <message>
        <source>How fast archives may go to the store, as in &quot;backup create&quot;.</source>
        <translation>归档传到存储的速度，与“backup create”相同。</translation>
    </message>
    <message>
        <source>Keep the newest N backups of each phone.</source>
        <translation>保留每台手机最新的 N 个备份。</translation>
    </message>
    <message>
        <source>Keep the newest backup of each of the last N hours that have one.</source>
        <translation>在有备份的最近 N 个小时中，每小时保留最新的一个。</translation>
    </message>
    <message>
        <source>The same for days.</source>
        <translation>同上，按天。</translation>
    </message>
    <message>
        <source>The same for weeks.</source>
        <translation>同上，按周。</translation>
    </message>
    <message>
        <source>The same for months.</source>
        <translation>同上，按月。</translation>
    </message>
    <message>
        <source>The same for years.</source>
        <translation>同上，按年。</translation>
    </message>
    <message>
        <source>Copy each finished backup into a second store, within the run; see &quot;backup copy&quot;.</source>
        <translation>在本次执行中将每个完成的备份复制到第二个存储；参见“backup copy”。</translation>
    </message>
    <message>
        <source>Keep all copies of the last so many days; copies have rules of their own.</source>
        <translation>保留最近这么多天的全部副本；副本有自己的规则。</translation>
    </message>
    <message>
        <source>As --keep-last, for the copies.</source>
        <translation>与 --keep-last 相同，针对副本。</translation>
    </message>
    <message>
        <source>As --keep-hourly, for the copies.</source>
        <translation>与 --keep-hourly 相同，针对副本。</translation>
    </message>
    <message>
        <source>As --keep-daily, for the copies.</source>
        <translation>与 --keep-daily 相同，针对副本。</translation>
    </message>
    <message>
        <source>As --keep-weekly, for the copies.</source>
        <translation>与 --keep-weekly 相同，针对副本。</translation>
    </message>
    <message>
        <source>As --keep-monthly, for the copies.</source>
        <translation>与 --keep-monthly 相同，针对副本。</translation>
    </message>
    <message>
        <source>As --keep-yearly, for the copies.</source>
        <translation>与 --keep-yearly 相同，针对副本。</translation>
    </message>
    <message>
        <source>Every so many days or weeks, like 30d, restore one of the policy's backups to an emulated phone, compare everything and keep a certificate; see &quot;drill create&quot;.</source>
        <translation>每隔这么多天或周（如 30d），将策略的一个备份恢复到模拟手机，比较全部内容并保存证书；参见“drill create”。</translation>
    </message>
    <message>
        <source>Each time the newest backups of so many phones, those first that were not tried for the longest time; 1 where none is given.</source>
        <translation>每次取这么多台手机的最新备份，最久未演练的优先；未指定时为 1。</translation>
    </message>
    <message>
        <source>Chat apps of a group each night between two and six.</source>
        <translation>每晚两点到六点备份一个分组的聊天应用。</translation>
    </message>
    <message>
        <source>Whole phones on working days, kept for 30 days.</source>
        <translation>工作日备份整机，保留 30 天。</translation>
    </message>
    <message>
        <source>Change a policy; its runs and its backups stay.</source>
        <translation>更改策略；其执行记录和备份保留。</translation>
    </message>
    <message>
        <source>Only what is given changes; a list, like that of --exclude, takes the place of the one before. Under another schedule what was due before is settled, and the days, weeks and hours of another interval are counted from today. A run that is under way keeps its phones and its end.</source>
        <translation>只更改给出的内容；列表（如 --exclude）会取代原来的列表。更换计划后，此前到期的视为已处理，按天、周、小时的间隔从今天起算。正在进行的执行保留其手机和结束时间。</translation>
    </message>
    <message>
        <source>Backups in a store that the policy had before stay its own: retention judges each store by itself.</source>
        <translation>策略以前所用存储中的备份仍属于它：保留规则对每个存储分别判断。</translation>
    </message>
    <message>
        <source>The policy's name.</source>
        <translation>策略的名称。</translation>
    </message>
    <message>
        <source>Another name.</source>
        <translation>新名称。</translation>
    </message>
    <message>
        <source>What the policy shall be without, by the names of these options.</source>
        <translation>策略要去掉的内容，以这些选项的名称指定。</translation>
    </message>
    <message>
        <source>Later, and kept longer.</source>
        <translation>更晚执行，保留更久。</translation>
    </message>
    <message>
        <source>Leave nothing out any more, and let runs take their time.</source>
        <translation>不再排除任何内容，并让执行不受时间限制。</translation>
    </message>
    <message>
        <source>List the policies.</source>
        <translation>列出策略。</translation>
    </message>
    <message>
        <source>What is backed up when, and what comes next.</source>
        <translation>何时备份什么，接下来是什么。</translation>
    </message>
    <message>
        <source>Show a policy, and how its last run went phone by phone.</source>
        <translation>显示一个策略，以及上次执行中每台手机的情况。</translation>
    </message>
    <message>
        <source>What it does, and what became of last night.</source>
        <translation>它做什么，昨晚结果如何。</translation>
    </message>
    <message>
        <source>Show when a policy's next runs begin.</source>
        <translation>显示策略接下来的执行何时开始。</translation>
    </message>
    <message>
        <source>So many, 1 to 1000; 5 where none is given.</source>
        <translation>这么多次，1 到 1000；未指定时为 5。</translation>
    </message>
    <message>
        <source>The next five, in this computer's time, and the next restore drill.</source>
        <translation>接下来的五次，按本机时间，以及下一次恢复演练。</translation>
    </message>
    <message>
        <source>Show which phones a policy means now, and what its retention would delete and why the rest stays.</source>
        <translation>显示策略现在针对哪些手机，其保留规则会删除什么，其余的为何保留。</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>不做任何改动。</translation>
    </message>
    <message>
        <source>Begin no more runs of a policy; one that is under way goes on.</source>
        <translation>不再开始策略的执行；正在进行的继续。</translation>
    </message>
    <message>
        <source>Until it is resumed.</source>
        <translation>直到它被重新启用。</translation>
    </message>
    <message>
        <source>Begin runs of a suspended policy again; what came due meanwhile is not made up.</source>
        <translation>重新开始已暂停策略的执行；期间到期的不补做。</translation>
    </message>
    <message>
        <source>From the next time on.</source>
        <translation>从下一次起。</translation>
    </message>
    <message>
        <source>Forget a policy; its backups stay and belong to none.</source>
        <translation>移除一个策略；其备份保留，不再属于任何策略。</translation>
    </message>
    <message>
        <source>Refused while a run is under way.</source>
        <translation>有执行正在进行时会被拒绝。</translation>
    </message>
    <message>
        <source>Find the phones and restore drills that are overdue.</source>
        <translation>找出逾期的手机和恢复演练。</translation>
    </message>
    <message>
        <source>For monitoring: the exit code is 0 where every phone of every policy that is not suspended has a good backup since its last run whose time is over, and no restore drill has been due for more than a day; else, and where a policy cannot be read, 3.</source>
        <translation>用于监控：如果每个未暂停策略的每台手机，自其上一次时间已结束的执行以来都有可用备份，且没有恢复演练到期超过一天，则退出码为 0；否则，或有策略无法读取时，为 3。</translation>
    </message>
    <message>
        <source>For a monitoring system, in the morning.</source>
        <translation>早上供监控系统使用。</translation>
    </message>
    <message>
        <source>Keep a backup whatever the retention of its policy says.</source>
        <translation>无论策略的保留规则如何，都保留一个备份。</translation>
    </message>
    <message>
        <source>Leave a pinned backup to retention again.</source>
        <translation>让已固定的备份重新受保留规则约束。</translation>
    </message>
    <message>
        <source>Run a policy now and wait for its end.</source>
        <translation>立即执行一个策略并等待其结束。</translation>
    </message>
    <message>
        <source>Each phone is tried once; then retention is applied. Works on a suspended policy too, and beside the daemon, which then does the work. Ctrl-C cancels the run.</source>
        <translation>每台手机尝试一次；然后应用保留规则。对已暂停的策略也有效；守护进程在运行时由它来执行。Ctrl-C 取消本次执行。</translation>
    </message>
    <message>
        <source>Do not wait for the night.</source>
        <translation>不必等到夜里。</translation>
    </message>
    <message>
        <source>Carry policies and detached jobs out until it is stopped.</source>
        <translation>执行策略和已交出的任务，直到被停止。</translation>
    </message>
    <message>
        <source>Stays in the foreground, begins the runs that are due and follows them to their end. Ctrl-C and SIGTERM end it cleanly: jobs that run are cancelled and leave nothing partial, and are tried again by the next daemon while the run has time; detached jobs (&quot;backup create --detach&quot;) go on with the next daemon or desktop. Of several on one data directory one works and the others wait to take over. Tells systemd when it is ready and that it lives; the package brings units for the system and for users.</source>
        <translation>保持在前台，按时开始到期的执行并跟踪到结束。Ctrl-C 和 SIGTERM 会干净地结束它：正在执行的任务被取消，不留下任何不完整的东西，在执行时段内由下一个守护进程重试；已交出的任务（“backup create --detach”）由下一个守护进程或桌面程序继续。同一数据目录上有多个时，一个工作，其余等待接管。它会告知 systemd 自己已就绪并在运行；安装包带有系统和用户两种服务单元。</translation>
    </message>
    <message>
        <source>Write figures for monitoring there, in Prometheus' text format, twice a minute; for its textfile collector.</source>
        <translation>每分钟两次将监控数据以 Prometheus 文本格式写到该处，供其 textfile 收集器使用。</translation>
    </message>
    <message>
        <source>Answer http://127.0.0.1:PORT/metrics with the same figures, for this computer alone.</source>
        <translation>在 http://127.0.0.1:PORT/metrics 上提供同样的数据，仅供本机访问。</translation>
    </message>
    <message>
        <source>Lines of the log file as text, or as a JSON object each; text where none is given.</source>
        <translation>日志文件的行为文本，或每行一个 JSON 对象；未指定时为文本。</translation>
    </message>
    <message>
        <source>On a server, in a terminal or as a service.</source>
        <translation>在服务器上，在终端中或作为服务。</translation>
    </message>
    <message>
        <source>Install apps from files of this computer on phones.</source>
        <translation>将本机文件中的应用安装到手机。</translation>
    </message>
    <message>
        <source>Takes single packages (.apk; base and splits of one app together) and sets of them (.apks, .xapk). Of a set each phone gets the parts for its processor, screen and languages. Each app is checked before anything is sent: its version against the one that is installed, its signer, its processors, the Android that it needs, missing parts. All phones run as one batch; Ctrl-C cancels it and leaves nothing partial.</source>
        <translation>接受单个安装包（.apk；同一应用的 base 和 split 一并给出）和安装包集合（.apks、.xapk）。每台手机从集合中得到适合其处理器、屏幕和语言的部分。发送之前检查每个应用：与已安装版本的比较、签名者、处理器、所需的 Android 版本、缺少的部分。所有手机作为一个批次执行；Ctrl-C 取消该批次，不留下任何不完整的东西。</translation>
    </message>
    <message>
        <source>Files of this computer: .apk, .apks or .xapk.</source>
        <translation>本机的文件：.apk、.apks 或 .xapk。</translation>
    </message>
    <message>
        <source>Phones to install on: serials as &quot;phone list&quot; shows them.</source>
        <translation>要安装到的手机：“phone list”中显示的序列号。</translation>
    </message>
    <message>
        <source>Only tell what installing would meet; change nothing.</source>
        <translation>只说明安装会遇到什么；不做任何改动。</translation>
    </message>
    <message>
        <source>Install an app with its splits on two phones.</source>
        <translation>在两台手机上安装带 split 的应用。</translation>
    </message>
    <message>
        <source>See whether the app would run there.</source>
        <translation>查看该应用能否在那里运行。</translation>
    </message>
    <message>
        <source>Copy an app's packages from a phone or out of a backup to a file.</source>
        <translation>将应用的安装包从手机或备份复制到文件。</translation>
    </message>
    <message>
        <source>Writes a set of APKs (.apks) with the base and all splits, as split installers read it and as &quot;app install&quot; takes it. Data of the app is not in it. The file is read back and compared before it takes the place of what was there.</source>
        <translation>写出一个 APK 集合（.apks），含 base 和全部 split，可供 split 安装器和“app install”使用。其中不含应用的数据。文件经回读比较后才取代原有文件。</translation>
    </message>
    <message>
        <source>The app, named by its package.</source>
        <translation>应用，以包名指定。</translation>
    </message>
    <message>
        <source>From this phone: its serial, name or id.</source>
        <translation>从此手机：其序列号、名称或 ID。</translation>
    </message>
    <message>
        <source>Out of this backup.</source>
        <translation>从此备份。</translation>
    </message>
    <message>
        <source>The file to write.</source>
        <translation>要写入的文件。</translation>
    </message>
    <message>
        <source>Take an app off a phone.</source>
        <translation>从手机取出一个应用。</translation>
    </message>
    <message>
        <source>Take it out of a backup.</source>
        <translation>从备份中取出。</translation>
    </message>
    <message>
        <source>List jobs, the newest first.</source>
        <translation>列出任务，最新的在前。</translation>
    </message>
    <message>
        <source>Only these states: Waiting, Processing, Finished, PartFinished, Failed, Cancelled, Skipped, Paused.</source>
        <translation>只列出这些状态：Waiting、Processing、Finished、PartFinished、Failed、Cancelled、Skipped、Paused。</translation>
    </message>
    <message>
        <source>At most so many, 1 to 1000; 20 where none is given.</source>
        <translation>最多这么多条，1 到 1000；未指定时为 20。</translation>
    </message>
    <message>
        <source>What runs now.</source>
        <translation>现在正在执行什么。</translation>
    </message>
    <message>
        <source>Show one job.</source>
        <translation>显示一个任务。</translation>
    </message>
    <message>
        <source>The job's id, t-…</source>
        <translation>任务的 ID，t-…</translation>
    </message>
    <message>
        <source>How far it is, or how it ended.</source>
        <translation>进行到哪里，或如何结束。</translation>
    </message>
    <message>
        <source>Ask jobs to stop, in whatever program they run.</source>
        <translation>要求任务停止，无论它们在哪个程序中执行。</translation>
    </message>
    <message>
        <source>Returns at once; the jobs end within seconds and leave nothing partial.</source>
        <translation>立即返回；任务会在数秒内结束，不留下任何不完整的东西。</translation>
    </message>
    <message>
        <source>Ids of jobs or of batches, t-…; a batch is all its jobs.</source>
        <translation>任务或批次的 ID，t-…；批次指其全部任务。</translation>
    </message>
    <message>
        <source>Stop one phone of a batch, or a batch.</source>
        <translation>停止批次中的一台手机，或整个批次。</translation>
    </message>
    <message>
        <source>Keep waiting jobs from being begun.</source>
        <translation>使等待中的任务暂不开始。</translation>
    </message>
    <message>
        <source>Jobs that run go on to their end. A program that follows the batch waits until the paused jobs were resumed or cancelled.</source>
        <translation>正在执行的任务会执行完毕。跟踪该批次的程序会等到已暂停的任务被继续或取消。</translation>
    </message>
    <message>
        <source>Begin no more phones of a batch for now.</source>
        <translation>暂时不再开始批次中的手机。</translation>
    </message>
    <message>
        <source>Let paused jobs wait for their turn again.</source>
        <translation>让已暂停的任务重新排队。</translation>
    </message>
    <message>
        <source>Go on with a batch that was paused.</source>
        <translation>继续一个已暂停的批次。</translation>
    </message>
    <message>
        <source>Begin jobs again that failed or were cancelled, as new batches.</source>
        <translation>将失败或已取消的任务作为新批次重新开始。</translation>
    </message>
    <message>
        <source>Backups, restores and verifications, with the same request. Of a batch only what did not succeed is begun again. Waits until all have ended.</source>
        <translation>备份、恢复和校验，以相同的请求。批次中只重新开始未成功的。等待直到全部结束。</translation>
    </message>
    <message>
        <source>The failed phones of last night.</source>
        <translation>昨晚失败的手机。</translation>
    </message>
    <message>
        <source>Show what happened in a job, to the phone and to single files.</source>
        <translation>显示任务中发生了什么，涉及手机和单个文件。</translation>
    </message>
    <message>
        <source>Which files were lost, and why.</source>
        <translation>丢失了哪些文件，为什么。</translation>
    </message>
    <message>
        <source>Show or set how many jobs run at the same time.</source>
        <translation>显示或设置同时执行多少个任务。</translation>
    </message>
    <message>
        <source>The limits are kept and hold at once in every program, also for what policies begin; jobs that run go on. &quot;none&quot; takes a limit away; without a limit for all each program runs four jobs, the desktop as many as its settings say.</source>
        <translation>限制会保存，并立即在所有程序中生效，对策略开始的任务也有效；正在执行的任务继续。“none”取消限制；没有总限制时，每个程序同时执行四个任务，桌面程序按其设置执行。</translation>
    </message>
    <message>
        <source>So many jobs at once in all programs on this data directory.</source>
        <translation>使用此数据目录的所有程序合计同时执行这么多任务。</translation>
    </message>
    <message>
        <source>So many at once with each store.</source>
        <translation>每个存储同时这么多。</translation>
    </message>
    <message>
        <source>So many at once through each adb server.</source>
        <translation>通过每个 adb 服务器同时这么多。</translation>
    </message>
    <message>
        <source>So many at once with phones at one network address, which share a machine.</source>
        <translation>同一网络地址（共用一台主机）的手机同时这么多。</translation>
    </message>
    <message>
        <source>At most four phones of each server, eight uploads a store.</source>
        <translation>每台服务器最多四台手机，每个存储最多八个上传。</translation>
    </message>
    <message>
        <source>Take one limit away.</source>
        <translation>取消一项限制。</translation>
    </message>
    <message>
        <source>Prove that a backup can be restored (Linux only).</source>
        <translation>证明备份可以恢复（仅 Linux）。</translation>
    </message>
    <message>
        <source>Makes an emulated phone of the backup's Android version, restores all of the backup to it, compares every file there with the archive, and takes the phone away again. What came of it is dated and kept with the backup; see &quot;backup show&quot;. It needs as much room in the data directory as the backup's files. One drill runs at a time.</source>
        <translation>创建一台与备份 Android 版本相同的模拟手机，将备份全部恢复上去，将其中每个文件与归档比较，再移除该手机。结果连同日期与备份一起保存；参见“backup show”。数据目录需要有与备份文件同样大的空间。同一时间只进行一个演练。</translation>
    </message>
    <message>
        <source>With --policy the backup is a sample: the newest of the phone whose backups by this policy were tried the longest time ago. Begun once a day, this goes through all phones.</source>
        <translation>使用 --policy 时，备份为抽样：此策略的备份中，最久未演练的手机的最新备份。每天进行一次，就会轮到所有手机。</translation>
    </message>
    <message>
        <source>Try a sample of this policy's backups.</source>
        <translation>试用此策略的抽样备份。</translation>
    </message>
    <message>
        <source>On an emulated phone, as is done anyway.</source>
        <translation>在模拟手机上，本来就是如此。</translation>
    </message>
    <message>
        <source>Try one backup.</source>
        <translation>试用一个备份。</translation>
    </message>
    <message>
        <source>Try the next one of a policy.</source>
        <translation>试用策略的下一个备份。</translation>
    </message>
    <message>
        <source>Tell what was done in a batch or a month.</source>
        <translation>说明一个批次或一个月中做了什么。</translation>
    </message>
    <message>
        <source>Phones, jobs, bytes, failures by cause, restore drills and the phones that are overdue now; as a page for people or as a table for spreadsheets, if asked for.</source>
        <translation>手机、任务、字节数、按原因分类的失败、恢复演练以及现在逾期的手机；需要时写成供人阅读的网页或供电子表格使用的表。</translation>
    </message>
    <message>
        <source>The jobs of this batch.</source>
        <translation>此批次的任务。</translation>
    </message>
    <message>
        <source>All jobs that were begun in this month of local time.</source>
        <translation>本地时间此月中开始的全部任务。</translation>
    </message>
    <message>
        <source>Write a page with all jobs there.</source>
        <translation>将含全部任务的网页写到该处。</translation>
    </message>
    <message>
        <source>Write a table of all jobs there.</source>
        <translation>将含全部任务的表写到该处。</translation>
    </message>
    <message>
        <source>A page about a month.</source>
        <translation>关于一个月的网页。</translation>
    </message>
    <message>
        <source>Tell somebody, or a program, when backups of a policy went wrong.</source>
        <translation>策略的备份出错时通知人或程序。</translation>
    </message>
    <message>
        <source>One message for each run of a policy in which a phone failed, was missed or lost files, for each restore drill that did not pass, and for each run or drill that was promised and never came. Messages are kept in the catalog until they are taken, and sent by the daemon, also after it was ended: within a minute, then less and less often for three days.</source>
        <translation>策略的每次执行中有手机失败、错过或丢失文件时，每个未通过的恢复演练，以及每个承诺过却没有发生的执行或演练，各发一条消息。消息保存在目录中，直到送达，由守护进程发送，守护进程重启后也会继续：先在一分钟内，之后间隔逐渐变长，共三天。</translation>
    </message>
    <message>
        <source>Mail goes through a sendmail program (-t -i), as text and as a page. A webhook gets a JSON document by POST and must answer with a status of 2xx; redirections are not followed, certificates are always checked. The document's &quot;id&quot;, also sent as Idempotency-Key, is the same however often a message is sent.</source>
        <translation>邮件通过 sendmail 程序（-t -i）发送，含文本和网页。Webhook 以 POST 收到一个 JSON 文档，须以 2xx 状态应答；不跟随重定向，始终校验证书。文档的“id”（同时作为 Idempotency-Key 发送）无论消息发送多少次都相同。</translation>
    </message>
    <message>
        <source>The recipient's name.</source>
        <translation>接收者的名称。</translation>
    </message>
    <message>
        <source>Mail to these addresses.</source>
        <translation>发邮件到这些地址。</translation>
    </message>
    <message>
        <source>The mail's sender; sendmail's own where none is given.</source>
        <translation>邮件的发件人；未指定时由 sendmail 自己决定。</translation>
    </message>
    <message>
        <source>Another sendmail than the system's.</source>
        <translation>用另一个 sendmail，而不用系统的。</translation>
    </message>
    <message>
        <source>POST to this address.</source>
        <translation>以 POST 发到此地址。</translation>
    </message>
    <message>
        <source>Send a secret in this header, like Authorization.</source>
        <translation>在此标头中发送密钥，如 Authorization。</translation>
    </message>
    <message>
        <source>The header's value is in this environment variable of the daemon.</source>
        <translation>标头的值在守护进程的此环境变量中。</translation>
    </message>
    <message>
        <source>It is in the first line of this file.</source>
        <translation>值在此文件的第一行。</translation>
    </message>
    <message>
        <source>Trust this PEM certificate too, beside the system's.</source>
        <translation>除系统信任的证书外，也信任此 PEM 证书。</translation>
    </message>
    <message>
        <source>Of what: problems alone, which is so where nothing is said, or always of each run and drill.</source>
        <translation>通知什么：只通知问题（未指定时如此），或每次执行和演练都通知。</translation>
    </message>
    <message>
        <source>Of these policies; of all where none is given.</source>
        <translation>针对这些策略；未指定时针对全部。</translation>
    </message>
    <message>
        <source>Mail about what went wrong.</source>
        <translation>出错时发邮件。</translation>
    </message>
    <message>
        <source>A webhook for every run of a policy.</source>
        <translation>策略的每次执行都调用 webhook。</translation>
    </message>
    <message>
        <source>List who is told of what, and how the last message went.</source>
        <translation>列出通知谁什么，以及上一条消息的情况。</translation>
    </message>
    <message>
        <source>All recipients.</source>
        <translation>所有接收者。</translation>
    </message>
    <message>
        <source>Send a message that says nothing but that it arrived.</source>
        <translation>发送一条只表示已送达的消息。</translation>
    </message>
    <message>
        <source>At once, from here, not by the daemon: it may see other environment variables.</source>
        <translation>立即从这里发送，而不是由守护进程发送：它看到的环境变量可能不同。</translation>
    </message>
    <message>
        <source>Tell a recipient nothing more.</source>
        <translation>不再通知某个接收者。</translation>
    </message>
    <message>
        <source>Messages that wait for it are forgotten.</source>
        <translation>等待发给它的消息会被丢弃。</translation>
    </message>
    <message>
        <source>Print the completion script for bash.</source>
        <translation>打印 bash 的补全脚本。</translation>
    </message>
    <message>
        <source>Install the completion for yourself.</source>
        <translation>为自己安装补全。</translation>
    </message>
    <message>
        <source>Print the manual page.</source>
        <translation>打印手册页。</translation>
    </message>
    <message>
        <source>Read it.</source>
        <translation>阅读它。</translation>
    </message>
    <message>
        <source>Everything was done.</source>
        <translation>全部完成。</translation>
    </message>
    <message>
        <source>It failed.</source>
        <translation>失败。</translation>
    </message>
    <message>
        <source>The command line or the request is not valid; nothing was done.</source>
        <translation>命令行或请求无效；什么也没有做。</translation>
    </message>
    <message>
        <source>Partly failed: some phones or files.</source>
        <translation>部分失败：某些手机或文件。</translation>
    </message>
    <message>
        <source>What was named does not exist.</source>
        <translation>所指定的不存在。</translation>
    </message>
    <message>
        <source>Refused by a check before anything was changed.</source>
        <translation>在做任何改动之前被检查拒绝。</translation>
    </message>
    <message>
        <source>Cancelled on request.</source>
        <translation>按要求取消。</translation>
    </message>
    <message>
        <source>Do not keep what is replaced until the restored files have been compared. Needs less room, but a restore that fails or is cancelled leaves its half behind.</source>
        <translation>在恢复的文件比较完成之前，不保留被替换的内容。所需空间较少，但恢复失败或被取消时会留下一半。</translation>
    </message>
    <message>
        <source>Before a phone is touched, back up there what the restore would replace. Each restore begins only when its backup has been checked and is AVAILABLE; where that fails, the phone stays as it is.</source>
        <translation>在改动手机之前，先将恢复会替换的内容备份到该处。每个恢复只在其备份通过校验并变为 AVAILABLE 后开始；若备份失败，手机保持原样。</translation>
    </message>
    <message>
        <source>Restore also to phones whose battery is almost empty (below 5 %) and not being charged; else they are refused.</source>
        <translation>也恢复到电量几乎耗尽（低于 5 %）且未充电的手机；否则会被拒绝。</translation>
    </message>
    <message>
        <source>The same, with a backup of what is there now before it.</source>
        <translation>同上，并在此之前备份现有内容。</translation>
    </message>
    <message>
        <source>Give backups tags, or take tags from them.</source>
        <translation>为备份添加标签，或去掉标签。</translation>
    </message>
    <message>
        <source>A tag that they get; may be repeated.</source>
        <translation>要添加的标签；可重复。</translation>
    </message>
    <message>
        <source>A tag that they lose; may be repeated.</source>
        <translation>要去掉的标签；可重复。</translation>
    </message>
    <message>
        <source>Call a backup golden, and a test no more.</source>
        <translation>将一个备份标为 golden，不再标为 test。</translation>
    </message>
    <message>
        <source>Only those with this tag.</source>
        <translation>只列出带此标签的。</translation>
    </message>
    <message>
        <source>Tags are words of your own. backup list finds them by tag:WORD or --tag. They are kept in the catalog, not in the store.</source>
        <translation>标签是您自己的词。backup list 用 tag:WORD 或 --tag 查找。标签保存在目录中，而不在存储中。</translation>
    </message>
</context>
</TS>
