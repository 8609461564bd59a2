<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Backups</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Being made</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>Being stored</source>
        <translation>正在存储</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Being deleted</source>
        <translation>正在删除</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Whole phone</source>
        <translation>整机</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>%1, by samples</source>
        <translation>%1，抽样</translation>
    </message>
    <message>
        <source>%1, by the store's own hash</source>
        <translation>%1，依存储自身的哈希</translation>
    </message>
    <message numerus="yes">
        <source>%n app(s)</source>
        <translation>
            <numerusform>%n 个应用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n app(s) and paths</source>
        <translation>
            <numerusform>%n 个应用及路径</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n path(s)</source>
        <translation>
            <numerusform>%n 个路径</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>the phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>the object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Cancelled on request. Nothing partial was kept.</source>
        <translation>已按要求取消，未留下任何不完整的内容。</translation>
    </message>
    <message>
        <source>Something went wrong inside Holdfast. Please report it with the log file.</source>
        <translation>Holdfast 内部出错。请附上日志文件反馈此问题。</translation>
    </message>
    <message>
        <source>The request is not valid. Correct it and try again.</source>
        <translation>请求无效。请更正后重试。</translation>
    </message>
    <message>
        <source>No adb server answers and no adb program was found. Install the Android platform tools (on Debian: apt install adb) and try again.</source>
        <translation>没有 adb 服务响应，也找不到 adb 程序。请安装 Android 平台工具（Debian 上：apt install adb）后重试。</translation>
    </message>
    <message>
        <source>The adb server does not answer. Start it with "adb start-server" and try again.</source>
        <translation>adb 服务没有响应。请用“adb start-server”启动后重试。</translation>
    </message>
    <message>
        <source>What answers at the adb server's port does not speak adb. Check ADB_SERVER_SOCKET and ANDROID_ADB_SERVER_PORT, or restart the server.</source>
        <translation>adb 服务端口上响应的不是 adb。请检查 ADB_SERVER_SOCKET 和 ANDROID_ADB_SERVER_PORT，或重启该服务。</translation>
    </message>
    <message>
        <source>No phone %1 is connected. See "holdfast-cli phone list", or connect it first.</source>
        <translation>手机 %1 未连接。请用“holdfast-cli phone list”查看，或先连接它。</translation>
    </message>
    <message>
        <source>More than one phone fits %1. Name it by its full serial.</source>
        <translation>有多台手机与 %1 相符。请使用完整序列号。</translation>
    </message>
    <message>
        <source>Phone %1 is offline. Check that it runs and is reachable, then connect it again.</source>
        <translation>手机 %1 已离线。请确认它正在运行且可以访问，然后重新连接。</translation>
    </message>
    <message>
        <source>Phone %1 has not authorized this computer. Accept the key on the phone's screen, then try again.</source>
        <translation>手机 %1 尚未授权这台电脑。请在手机屏幕上接受密钥，然后重试。</translation>
    </message>
    <message>
        <source>Phone %1 is not ready. Wait until it has started, then try again.</source>
        <translation>手机 %1 尚未就绪。请等它启动完成后重试。</translation>
    </message>
    <message>
        <source>The connection to phone %1 was lost. Check the phone and the network, then try again.</source>
        <translation>与手机 %1 的连接已中断。请检查手机和网络后重试。</translation>
    </message>
    <message>
        <source>Phone %1 stopped answering. Check that it is not frozen or overloaded, then try again.</source>
        <translation>手机 %1 停止响应。请确认它没有卡死或过载，然后重试。</translation>
    </message>
    <message>
        <source>The phone at %1 is not the one it was, or it was restarted. Check which phone answers there, then try again.</source>
        <translation>%1 处的手机已不是原来那台，或已重启。请确认是哪台手机在响应，然后重试。</translation>
    </message>
    <message>
        <source>Another job is working on phone %1. Wait for it to end, or cancel it.</source>
        <translation>另一个任务正在使用手机 %1。请等它结束，或取消它。</translation>
    </message>
    <message>
        <source>Phone %1 refused the request. Check its Android version and its adb daemon.</source>
        <translation>手机 %1 拒绝了请求。请检查其 Android 版本和 adb 守护进程。</translation>
    </message>
    <message>
        <source>A file on phone %1 could not be used: %2. Check the path and the rights.</source>
        <translation>无法使用手机 %1 上的文件：%2。请检查路径和权限。</translation>
    </message>
    <message>
        <source>Phone %1 has not enough free space. Free some and try again; a restore without a way back needs less.</source>
        <translation>手机 %1 的可用空间不足。请清理后重试；不保留退路的恢复所需空间较少。</translation>
    </message>
    <message>
        <source>This needs root on phone %1. Use an image with root, or choose only paths that the shell user may use.</source>
        <translation>此操作需要手机 %1 的 root 权限。请使用带 root 的镜像，或只选择 shell 用户可访问的路径。</translation>
    </message>
    <message>
        <source>The helper program could not run on phone %1. Check that /data/local/tmp is writable and try again.</source>
        <translation>辅助程序无法在手机 %1 上运行。请确认 /data/local/tmp 可写后重试。</translation>
    </message>
    <message>
        <source>The processor of phone %1 is not supported. Holdfast works with arm64-v8a and x86_64.</source>
        <translation>不支持手机 %1 的处理器。Holdfast 支持 arm64-v8a 和 x86_64。</translation>
    </message>
    <message>
        <source>The backup comes from a newer Android than phone %1 has, so it would not work there. Choose a phone with the same or a newer Android.</source>
        <translation>该备份的 Android 版本比手机 %1 的新，恢复后无法工作。请选择 Android 版本相同或更新的手机。</translation>
    </message>
    <message>
        <source>Phone %1 has a newer Android than the backup. This usually works; check the apps afterwards.</source>
        <translation>手机 %1 的 Android 版本比备份的新。通常可以使用；恢复后请检查应用。</translation>
    </message>
    <message>
        <source>Phone %1 has another processor than the backup's phone, so native parts of apps may not run. Check the apps afterwards.</source>
        <translation>手机 %1 的处理器与备份的手机不同，应用中的原生代码可能无法运行。恢复后请检查应用。</translation>
    </message>
    <message>
        <source>Some files on phone %1 did not become what the backup holds. The job's log says which, and whether the phone was put back as it was before. Restore them again.</source>
        <translation>手机 %1 上的部分文件未能恢复成与备份一致。任务日志列出了这些文件，并说明手机是否已还原到恢复前的状态。请重新恢复它们。</translation>
    </message>
    <message>
        <source>The paths asked for match nothing on %1. Check them and try again.</source>
        <translation>所给路径在 %1 上没有匹配任何内容。请检查后重试。</translation>
    </message>
    <message>
        <source>Backup %1 is not available. Only AVAILABLE backups can be used; see "holdfast-cli backup show".</source>
        <translation>备份 %1 不可用。只能使用状态为 AVAILABLE 的备份；请用“holdfast-cli backup show”查看。</translation>
    </message>
    <message>
        <source>There is no backup %1. See "holdfast-cli backup list".</source>
        <translation>没有备份 %1。请用“holdfast-cli backup list”查看。</translation>
    </message>
    <message>
        <source>There is no job %1. See "holdfast-cli job list".</source>
        <translation>没有任务 %1。请用“holdfast-cli job list”查看。</translation>
    </message>
    <message>
        <source>Holdfast was ended while job %1 was not done. Start it again.</source>
        <translation>任务 %1 未完成时 Holdfast 已退出。请重新开始该任务。</translation>
    </message>
    <message>
        <source>%1 is in a state that does not allow this. Look at it again; something else may have changed it.</source>
        <translation>%1 当前的状态不允许此操作。请重新查看；它可能已被其他操作更改。</translation>
    </message>
    <message>
        <source>There is no group %1. Check its name, or create it.</source>
        <translation>没有分组 %1。请检查名称，或新建该分组。</translation>
    </message>
    <message>
        <source>There is a group %1 already. Choose another name.</source>
        <translation>分组 %1 已存在。请换一个名称。</translation>
    </message>
    <message>
        <source>There is no store %1. See "holdfast-cli store list", or add it.</source>
        <translation>没有存储 %1。请用“holdfast-cli store list”查看，或添加它。</translation>
    </message>
    <message>
        <source>There is a store %1 already. Choose another name.</source>
        <translation>存储 %1 已存在。请换一个名称。</translation>
    </message>
    <message>
        <source>Backups still lie in store %1. Delete them first, or remove the store by force.</source>
        <translation>存储 %1 中仍有备份。请先删除它们，或强制移除该存储。</translation>
    </message>
    <message>
        <source>Store %1 cannot be reached. Check that its folder exists or its network works.</source>
        <translation>无法访问存储 %1。请确认其文件夹存在，或网络正常。</translation>
    </message>
    <message>
        <source>The access key of store %1 or its secret cannot be found. Put it where "holdfast-cli store show" says.</source>
        <translation>找不到存储 %1 的访问密钥或其 Secret。请将其放到“holdfast-cli store show”所示的位置。</translation>
    </message>
    <message>
        <source>Store %1 refuses the access key or its secret. Check both, and whether they have expired.</source>
        <translation>存储 %1 拒绝了访问密钥或其 Secret。请检查两者，以及它们是否已过期。</translation>
    </message>
    <message>
        <source>There is no such bucket at store %1. Check its name and region, or create it.</source>
        <translation>存储 %1 没有这个存储桶。请检查其名称和区域，或创建它。</translation>
    </message>
    <message>
        <source>Store %1 does not allow this. Check the rights on it.</source>
        <translation>存储 %1 不允许此操作。请检查其权限。</translation>
    </message>
    <message>
        <source>Store %1 is full. Free some space or use another store.</source>
        <translation>存储 %1 已满。请清理空间或使用其他存储。</translation>
    </message>
    <message>
        <source>Store %1 failed. Check it with "holdfast-cli store test".</source>
        <translation>存储 %1 出错。请用“holdfast-cli store test”检查。</translation>
    </message>
    <message>
        <source>The object %1 is not in its store any more. Restore it there, or rescan the store.</source>
        <translation>对象 %1 已不在其存储中。请将它放回原处，或重新扫描该存储。</translation>
    </message>
    <message>
        <source>There is an object %1 already, and it is not overwritten. Choose another name.</source>
        <translation>对象 %1 已存在，不会被覆盖。请换一个名称。</translation>
    </message>
    <message>
        <source>The archive %1 is damaged. Use another backup; this one is not safe to restore.</source>
        <translation>归档文件 %1 已损坏。请使用其他备份；恢复此备份不安全。</translation>
    </message>
    <message>
        <source>The archive %1 is cut short. Use another backup; this one is not complete.</source>
        <translation>归档文件 %1 被截断。请使用其他备份；此备份不完整。</translation>
    </message>
    <message>
        <source>The archive %1 was made by a newer Holdfast. Update this program to use it.</source>
        <translation>归档文件 %1 由更新版本的 Holdfast 生成。请更新本程序后使用。</translation>
    </message>
    <message>
        <source>This computer does not allow the use of %1. Check the rights on it.</source>
        <translation>这台电脑不允许使用 %1。请检查其权限。</translation>
    </message>
    <message>
        <source>This computer has no room left for %1. Free some space and try again.</source>
        <translation>这台电脑没有空间存放 %1。请清理后重试。</translation>
    </message>
    <message>
        <source>This computer could not use %1. Check the path and try again.</source>
        <translation>这台电脑无法使用 %1。请检查路径后重试。</translation>
    </message>
    <message>
        <source>The catalog is in use by another Holdfast for too long. Try again in a moment.</source>
        <translation>目录被另一个 Holdfast 占用过久。请稍后重试。</translation>
    </message>
    <message>
        <source>The catalog is damaged. Move it away and rebuild it with "holdfast-cli store scan".</source>
        <translation>目录已损坏。请将其移走，并用“holdfast-cli store scan”重建。</translation>
    </message>
    <message>
        <source>The catalog was written by a newer Holdfast. Update this program to open it.</source>
        <translation>目录由更新版本的 Holdfast 写入。请更新本程序后打开。</translation>
    </message>
    <message>
        <source>The catalog could not be read or written. Check the data directory's rights and free space.</source>
        <translation>无法读写目录。请检查数据文件夹的权限和可用空间。</translation>
    </message>
    <message>
        <source>There is no emulated phone %1. See "holdfast-cli emulator list".</source>
        <translation>没有模拟手机 %1。请用“holdfast-cli emulator list”查看。</translation>
    </message>
    <message>
        <source>There is an emulated phone %1 already. Choose another name, or remove it.</source>
        <translation>模拟手机 %1 已存在。请换一个名称，或移除它。</translation>
    </message>
    <message>
        <source>The emulated phone %1 could not be used. See its log in the data directory.</source>
        <translation>无法使用模拟手机 %1。请查看数据文件夹中它的日志。</translation>
    </message>
    <message>
        <source>%1 is not an app package that Holdfast can read. Get the package again, from where the app comes from.</source>
        <translation>%1 不是 Holdfast 能读取的应用安装包。请从应用来源处重新获取。</translation>
    </message>
    <message>
        <source>The app %1 is not installed on phone %2. See "holdfast-cli phone apps", or restore it with its packages.</source>
        <translation>手机 %2 上没有安装应用 %1。请用“holdfast-cli phone apps”查看，或连同安装包一起恢复。</translation>
    </message>
    <message>
        <source>The backup does not hold the app %1. See "holdfast-cli backup show".</source>
        <translation>该备份不包含应用 %1。请用“holdfast-cli backup show”查看。</translation>
    </message>
    <message>
        <source>The app %1 does not run on the processor of phone %2. Choose a phone with the processor that it is made for.</source>
        <translation>应用 %1 无法在手机 %2 的处理器上运行。请选择该应用支持的处理器的手机。</translation>
    </message>
    <message>
        <source>The app %1 needs a newer Android than phone %2 has. Choose another phone.</source>
        <translation>应用 %1 需要比手机 %2 更新的 Android。请选择其他手机。</translation>
    </message>
    <message>
        <source>Phone %1 refused to install the app %2. The reason is Android's own.</source>
        <translation>手机 %1 拒绝安装应用 %2。原因来自 Android 系统。</translation>
    </message>
    <message>
        <source>The app %1 was made for a very old Android; phone %2 would not install it by itself. Check it afterwards.</source>
        <translation>应用 %1 面向很旧的 Android 版本，手机 %2 默认不会安装它。恢复后请检查该应用。</translation>
    </message>
    <message>
        <source>Something of the app %1 cannot be moved to another phone. It may ask to sign in again.</source>
        <translation>应用 %1 的部分内容无法迁移到其他手机，可能需要重新登录。</translation>
    </message>
    <message>
        <source>Phone %1 has a newer version of the app %2. Remove the app there first; out of a backup its data can be restored alone.</source>
        <translation>手机 %1 上的应用 %2 版本更新。请先在该手机上卸载此应用；如果来自备份，也可以只恢复其数据。</translation>
    </message>
    <message>
        <source>The app %1 on phone %2 comes from somebody else than the one to be installed. Remove it there first; its data goes with it.</source>
        <translation>手机 %2 上的应用 %1 与要安装的应用来自不同的签名者。请先在该手机上卸载它；其数据会一并删除。</translation>
    </message>
    <message>
        <source>Parts of the app %1 are missing, and it does not run without them. Bring all of its packages; out of a backup its data can be restored alone, onto an app that is installed.</source>
        <translation>应用 %1 缺少部分安装包，缺少它们就无法运行。请提供它的全部安装包；如果来自备份，也可以只把数据恢复到已安装的应用上。</translation>
    </message>
    <message>
        <source>The bucket of store %1 lies in another region. Add the store again with the region that its service shows for the bucket.</source>
        <translation>存储 %1 的存储桶位于另一个区域。请用服务为该存储桶显示的区域重新添加此存储。</translation>
    </message>
    <message>
        <source>The clocks of this computer and of store %1 differ too much. Set this computer's clock, then try again.</source>
        <translation>本机与存储 %1 的时钟相差太大。请校准本机时钟后重试。</translation>
    </message>
    <message>
        <source>Something between this computer and store %1 answers in its place, like a proxy or a sign-in page. Check the endpoint and this computer's proxy settings.</source>
        <translation>本机与存储 %1 之间有东西代它作答，例如代理或登录页面。请检查端点地址和本机的代理设置。</translation>
    </message>
    <message>
        <source>Rules of the bucket delete what lies in store %1 after a time, backups too. Change them unless that is what you want.</source>
        <translation>存储桶的规则会在一段时间后删除存储 %1 中的内容，包括备份。若非有意如此，请修改这些规则。</translation>
    </message>
    <message>
        <source>No rule of the bucket ends unfinished uploads to store %1. Add one (AbortIncompleteMultipartUpload), so that what a crash leaves does not cost money for ever.</source>
        <translation>存储桶没有规则来终止到存储 %1 的未完成上传。请添加一条（AbortIncompleteMultipartUpload），以免崩溃后的残留一直产生费用。</translation>
    </message>
    <message>
        <source>There is no policy %1. See "holdfast-cli policy list".</source>
        <translation>没有策略 %1。请查看“holdfast-cli policy list”。</translation>
    </message>
    <message>
        <source>There is a policy %1 already. Choose another name.</source>
        <translation>策略 %1 已存在。请换一个名称。</translation>
    </message>
    <message>
        <source>The server of store %1 shows a certificate that this computer does not trust. Check its address, or name the file of its authority with --ca-file (in the window: Certificates to trust).</source>
        <translation>存储 %1 的服务器出示的证书不受本机信任。请检查其地址，或用 --ca-file（窗口中为“信任的证书”）指定其颁发机构的文件。</translation>
    </message>
    <message>
        <source>The service of store %1 wants the bucket in the host's name. Add the store again with --addressing host (in the window: Bucket stands in the host's name).</source>
        <translation>存储 %1 的服务要求把存储桶写在主机名中。请用 --addressing host（窗口中为“存储桶位于主机名中”）重新添加此存储。</translation>
    </message>
    <message>
        <source>The command given by --%1 failed for phone %2, or ran too long. Its last lines are in the job's log; correct it, or try it by hand.</source>
        <translation>--%1 指定的命令在手机 %2 的作业中失败或超时。它最后的输出在作业日志中；请修正命令，或手动试运行。</translation>
    </message>
    <message>
        <source>There is no recipient %1. See "holdfast-cli notify list".</source>
        <translation>没有接收方 %1。请查看“holdfast-cli notify list”。</translation>
    </message>
    <message>
        <source>There is a recipient %1 already. Choose another name.</source>
        <translation>接收方 %1 已存在。请换一个名称。</translation>
    </message>
    <message>
        <source>The message to %1 could not be delivered. Correct what the log says of it, then try "holdfast-cli notify test".</source>
        <translation>发给 %1 的消息未能送达。请按日志中的说明修正，然后用“holdfast-cli notify test”试发。</translation>
    </message>
    <message>
        <source>The storage of phone %1 is locked: nobody has unlocked its screen since it was started. Unlock it, then try again.</source>
        <translation>手机 %1 的存储仍处于锁定状态：开机后还没有人解锁过屏幕。请先解锁屏幕，然后重试。</translation>
    </message>
    <message>
        <source>The battery of phone %1 is low (%2) and not charging, so the phone could go out during a restore. Connect it to power first.</source>
        <translation>手机 %1 电量不足（%2）且未在充电，恢复过程中可能会关机。请先接通电源。</translation>
    </message>
    <message>
        <source>Phone %1 was not restored and stays as it was: its safety backup %2 did not become whole. See in that backup's job what went wrong, then restore again.</source>
        <translation>未恢复手机 %1，其内容保持原样：恢复前的安全备份 %2 未能完整完成。请在该备份的任务中查看原因，然后重新恢复。</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>%1/s</source>
        <extracomment>A speed: %1 is a size such as "5.1 MiB".</extracomment>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 小时前</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>%1 天前</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>约 %1 分钟</translation>
    </message>
    <message>
        <source>over %1 h</source>
        <translation>超过 %1 小时</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Done with losses</source>
        <translation>已完成，有缺失</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Rescan</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Done, but a command failed</source>
        <translation>已完成，但有命令失败</translation>
    </message>
</context>
<context>
    <name>Mapping</name>
    <message>
        <source>Line %1 is not PHONE,BACKUP.</source>
        <translation>第 %1 行不是“手机,备份”的格式。</translation>
    </message>
    <message>
        <source>Line %1 names phone %2 again.</source>
        <translation>第 %1 行重复指定了手机 %2。</translation>
    </message>
    <message>
        <source>Line %1: there is no phone %2.</source>
        <translation>第 %1 行：没有手机 %2。</translation>
    </message>
    <message>
        <source>Line %1: several phones are called %2. Name its serial.</source>
        <translation>第 %1 行：有多台手机名为 %2，请填写序列号。</translation>
    </message>
    <message>
        <source>Line %1: phone %2 is not online.</source>
        <translation>第 %1 行：手机 %2 不在线。</translation>
    </message>
    <message>
        <source>Line %1: there is no backup %2 that can be restored.</source>
        <translation>第 %1 行：没有可恢复的备份 %2。</translation>
    </message>
</context>
<context>
    <name>Outlook</name>
    <message>
        <source>How large it is in the store will be known after the first backup.</source>
        <translation>首次备份后才能知道存储中的大小。</translation>
    </message>
    <message>
        <source>Learned from the last backup of the same.</source>
        <translation>根据上一次相同备份估算。</translation>
    </message>
    <message>
        <source>Learned from backups of the same on other phones.</source>
        <translation>根据其他手机的相同备份估算。</translation>
    </message>
    <message>
        <source>Learned from other backups, so it is rough.</source>
        <translation>根据其他备份粗略估算。</translation>
    </message>
    <message>
        <source>No estimate: %1</source>
        <translation>无法估算：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %2 files on %n phone(s).</source>
        <translation>
            <numerusform>%n 台手机上共 %2 个文件，%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %1 on %n phone(s), judged by %2 of them.</source>
        <translation>
            <numerusform>%n 台手机上约 %1，根据其中 %2 台估算。</numerusform>
        </translation>
    </message>
    <message>
        <source>The store has not enough room: about %1 are needed, %2 are free.</source>
        <translation>存储空间不足：约需 %1，剩余 %2。</translation>
    </message>
    <message>
        <source>About %1 in the store.</source>
        <translation>存储中约占 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be read.</source>
        <translation>
            <numerusform>%n 个文件无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: hits nothing</source>
        <extracomment>What a pattern leaves out: "/**/cache: 1,204 files (82 MiB)".</extracomment>
        <translation>%1：没有匹配</translation>
    </message>
    <message>
        <source>%1: %2 files (%3)</source>
        <translation>%1：%2 个文件（%3）</translation>
    </message>
    <message numerus="yes">
        <source>%1; %n more</source>
        <translation>
            <numerusform>%1；另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>排除：%1</translation>
    </message>
</context>
<context>
    <name>Phase</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Connecting to the phone</source>
        <translation>正在连接手机</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>正在查看文件</translation>
    </message>
    <message>
        <source>Copying files</source>
        <translation>正在复制文件</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>正在收尾</translation>
    </message>
    <message>
        <source>Reading back and checking</source>
        <translation>正在回读校验</translation>
    </message>
    <message>
        <source>Comparing with the backup</source>
        <translation>正在与备份比对</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>正在删除</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Running a command</source>
        <translation>正在运行命令</translation>
    </message>
    <message>
        <source>Waiting for the store</source>
        <translation>正在等待存储</translation>
    </message>
    <message>
        <source>Waiting for the phone</source>
        <translation>正在等待手机</translation>
    </message>
    <message>
        <source>Waiting for store %1 since %2</source>
        <extracomment>%1 is a store's name, %2 a time like 14:05.</extracomment>
        <translation>自 %2 起等待存储 %1</translation>
    </message>
    <message>
        <source>Store %1 has not answered since %2 (%3). The job goes on as soon as it does.</source>
        <extracomment>%1 is a store's name, %2 a time like 14:05, %3 what the store says, in English.</extracomment>
        <translation>存储 %1 自 %2 起没有响应（%3）。恢复响应后任务将继续。</translation>
    </message>
</context>
<context>
    <name>Phones</name>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Android emulator</source>
        <translation>Android 模拟器</translation>
    </message>
    <message>
        <source>Emulated here</source>
        <translation>本机模拟</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <extracomment>%1 is what a job does, %2 how much of it is done, as in "Copying files, 43 %".</extracomment>
        <translation>%1，%2%</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Android</source>
        <translation>Android</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>上次备份</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>当前活动</translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>上次在线</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从未备份</translation>
    </message>
    <message>
        <source>Key not accepted</source>
        <translation>密钥未接受</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>Policies</name>
    <message numerus="yes">
        <source>Every %n hour(s) from %1 on</source>
        <translation>
            <numerusform>从 %1 起每 %n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>Every day at %1</source>
        <translation>每天 %1</translation>
    </message>
    <message numerus="yes">
        <source>Every %n day(s) at %1</source>
        <translation>
            <numerusform>每 %n 天 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n week(s) on %1 at %2</source>
        <translation>
            <numerusform>每 %n 周的%1 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>By cron: %1</source>
        <translation>按 cron：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 台等待中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n 台运行中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n 台完成</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in part</source>
        <translation>
            <numerusform>%n 台部分完成</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 台失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n 台已取消</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not reached in time</source>
        <translation>
            <numerusform>%n 台未能及时连接</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1，至 %2 止</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message numerus="yes">
        <source>all of %n day(s)</source>
        <translation>
            <numerusform>%n 天内的全部</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the newest %n</source>
        <translation>
            <numerusform>最新 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hourly</source>
        <translation>
            <numerusform>每小时 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n daily</source>
        <translation>
            <numerusform>每日 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weekly</source>
        <translation>
            <numerusform>每周 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n monthly</source>
        <translation>
            <numerusform>每月 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n yearly</source>
        <translation>
            <numerusform>每年 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>分组 %1</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>Search “%1”</source>
        <translation>搜索“%1”</translation>
    </message>
    <message>
        <source>Whole phone</source>
        <translation>整机</translation>
    </message>
    <message>
        <source>no phone was meant</source>
        <translation>没有匹配的手机</translation>
    </message>
    <message>
        <source>Under way: %1</source>
        <translation>进行中：%1</translation>
    </message>
    <message>
        <source>Goes: no rule keeps it</source>
        <translation>删除：没有规则保留它</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>the last good one of its phone</source>
        <translation>该手机最后一个可用备份</translation>
    </message>
    <message>
        <source>everything is kept</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>young enough</source>
        <translation>时间较近</translation>
    </message>
    <message>
        <source>among the newest</source>
        <translation>属于最新的几个</translation>
    </message>
    <message>
        <source>of its hour</source>
        <translation>当小时</translation>
    </message>
    <message>
        <source>of its day</source>
        <translation>当天</translation>
    </message>
    <message>
        <source>of its week</source>
        <translation>当周</translation>
    </message>
    <message>
        <source>of its month</source>
        <translation>当月</translation>
    </message>
    <message>
        <source>of its year</source>
        <translation>当年</translation>
    </message>
    <message>
        <source>its time is still to come</source>
        <translation>其时间在将来</translation>
    </message>
    <message>
        <source>Stays: %1</source>
        <extracomment>%1 is why a backup stays, as in "Stays: of its day, of its week".</extracomment>
        <translation>保留：%1</translation>
    </message>
    <message>
        <source>%1; keeps: %2</source>
        <translation>%1；保留：%2</translation>
    </message>
    <message>
        <source>Here, before: %1</source>
        <translation>本机，备份前：%1</translation>
    </message>
    <message>
        <source>On the phone, before: %1</source>
        <translation>手机上，备份前：%1</translation>
    </message>
    <message>
        <source>On the phone, after: %1</source>
        <translation>手机上，备份后：%1</translation>
    </message>
    <message>
        <source>Here, after: %1</source>
        <translation>本机，备份后：%1</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Holdfast was ended before this was done. Press Retry to begin it again.</source>
        <translation>此任务完成前 Holdfast 已结束。请点击“重试”重新开始。</translation>
    </message>
    <message>
        <source>The adb server does not answer. Press F5 on the Phones page to start it, then press Retry.</source>
        <translation>adb 服务没有应答。请在“手机”页面按 F5 启动它，然后点击“重试”。</translation>
    </message>
    <message>
        <source>%1 failed.</source>
        <extracomment>%1 is what was done, as in "Check failed."</extracomment>
        <translation>%1失败。</translation>
    </message>
    <message>
        <source>%1 of %2 failed.</source>
        <extracomment>%1 is what was done, %2 a phone: "Backup of golden-1 failed."</extracomment>
        <translation>%2 的%1失败。</translation>
    </message>
    <message>
        <source>%1 of %2 failed at the step: %3.</source>
        <extracomment>%1 is what was done, %2 a phone, %3 the step: "Backup of golden-1 failed at the step: Copying files."</extracomment>
        <translation>%2 的%1失败，所处步骤：%3。</translation>
    </message>
    <message>
        <source>Nothing was stored.</source>
        <translation>没有存入任何内容。</translation>
    </message>
    <message>
        <source>What was placed on the phone already stays there.</source>
        <translation>已放到手机上的内容会保留。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n job(s) failed of %2.</source>
        <translation>
            <numerusform>%1：%2 个任务中有 %n 个失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>There are other problems too.</source>
        <translation>还有其他问题。</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Back up and restore fleets of Android cloud phones.</source>
        <translation>批量备份和恢复 Android 云手机。</translation>
    </message>
    <message>
        <source>Open at this page: phones, backups, jobs, policies, stores or settings.</source>
        <translation>启动时打开此页面：phones、backups、jobs、policies、stores 或 settings。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::AboutDialog</name>
    <message>
        <source>About Holdfast</source>
        <translation>关于 Holdfast</translation>
    </message>
    <message>
        <source>Version %1

Backs up and restores fleets of Android cloud phones over adb. Every backup is read back and checked before it counts.

Free software under the GNU General Public License, version 3 or later. Built on Qt %2 (LGPL 3), libarchive (BSD 2-clause), Zstandard (BSD 3-clause), OpenSSL (Apache 2.0), SQLite (public domain) and tl::expected (CC0). It comes without any warranty.</source>
        <translation>版本 %1

通过 adb 批量备份和恢复 Android 云手机。每个备份都经过回读校验后才算完成。

自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本。基于 Qt %2（LGPL 3）、libarchive（BSD 2 条款）、Zstandard（BSD 3 条款）、OpenSSL（Apache 2.0）、SQLite（公有领域）和 tl::expected（CC0）构建。不附带任何担保。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::AppListModel</name>
    <message>
        <source>several</source>
        <translation>多个版本</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>App</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>包名</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>手机</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::AppsView</name>
    <message>
        <source>Search apps</source>
        <translation>搜索应用</translation>
    </message>
    <message>
        <source>Apps</source>
        <translation>应用</translation>
    </message>
    <message numerus="yes">
        <source>Reading the apps of %n phone(s): %1 done…</source>
        <translation>
            <numerusform>正在读取 %n 台手机的应用：已完成 %1 台…</numerusform>
        </translation>
    </message>
    <message>
        <source>No apps were installed here beside those of the system.</source>
        <translation>除系统应用外，这里没有安装其他应用。</translation>
    </message>
    <message numerus="yes">
        <source>%1
and %n more</source>
        <translation>
            <numerusform>%1
还有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupDialog</name>
    <message>
        <source>&amp;Whole phone</source>
        <translation>整机(&amp;W)</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Folder in the store</source>
        <translation>存储中的文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩级别</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message numerus="yes">
        <source>Back up %n phone(s)</source>
        <translation>
            <numerusform>备份 %n 台手机</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 等，另有 %n 台</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n phone(s) left out: not online.</source>
        <translation>
            <numerusform>%1。%n 台手机不在线，已排除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders of %1, as an example</source>
        <translation>%1 的文件夹（示例）</translation>
    </message>
    <message>
        <source>Folders on the phone</source>
        <translation>手机上的文件夹</translation>
    </message>
    <message>
        <source>More pa&amp;ths or patterns, one a line</source>
        <translation>更多路径或通配符，每行一个(&amp;T)</translation>
    </message>
    <message>
        <source>Leave &amp;out, one pattern a line</source>
        <translation>排除，每行一个通配符(&amp;O)</translation>
    </message>
    <message>
        <source>top of the store</source>
        <translation>存储的顶层</translation>
    </message>
    <message>
        <source>&amp;Store</source>
        <translation>存储(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>将命名为</translation>
    </message>
    <message>
        <source>&amp;Folder in it</source>
        <translation>其中的文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Re&amp;mark</source>
        <translation>备注(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>压缩级别(&amp;C)</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>The same on the command line</source>
        <translation>等效的命令行</translation>
    </message>
    <message>
        <source>%1 (%2 free)</source>
        <translation>%1（剩余 %2）</translation>
    </message>
    <message>
        <source>A path is not right. %1</source>
        <translation>有路径不正确。%1</translation>
    </message>
    <message>
        <source>What to leave out is not right. %1</source>
        <translation>排除项不正确。%1</translation>
    </message>
    <message>
        <source>The folder lies inside the store: give it without a slash in front and without "..".</source>
        <translation>该文件夹位于存储之内：开头不要加斜杠，也不要包含“..”。</translation>
    </message>
    <message>
        <source>There is no store yet. Add one on the Stores page.</source>
        <translation>还没有存储。请在“存储”页面添加。</translation>
    </message>
    <message>
        <source>Chosen &amp;apps and folders</source>
        <translation>所选应用和文件夹(&amp;A)</translation>
    </message>
    <message>
        <source>What to back up</source>
        <translation>备份内容</translation>
    </message>
    <message>
        <source>Tick apps or folders, type paths, or choose the whole phone.</source>
        <translation>请勾选应用或文件夹、输入路径，或选择整机。</translation>
    </message>
    <message>
        <source>Apps</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Apps (%1, about %2)</source>
        <translation>应用（%1 个，约 %2）</translation>
    </message>
    <message>
        <source>Folders (%1)</source>
        <translation>文件夹（%1 个）</translation>
    </message>
    <message>
        <source>Filled in for each phone: %1</source>
        <translation>按每台手机填入：%1</translation>
    </message>
    <message numerus="yes">
        <source>Estimate: looking at %n phone(s)…</source>
        <translation>
            <numerusform>估算：正在查看 %n 台手机…</numerusform>
        </translation>
    </message>
    <message>
        <source>The name is not right: %1.</source>
        <translation>名称不正确：%1。</translation>
    </message>
    <message>
        <source>%1 does not begin with a slash (/).</source>
        <translation>%1 不以斜杠（/）开头。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupListModel</name>
    <message>
        <source>Made</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Android</source>
        <translation>Android</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储大小</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>To be deleted</source>
        <translation>待删除</translation>
    </message>
    <message>
        <source>%1, pinned</source>
        <extracomment>The name of a backup that retention does not delete.</extracomment>
        <translation>%1，已固定</translation>
    </message>
    <message>
        <source>%1, tags: %2</source>
        <extracomment>A backup's name and its tags.</extracomment>
        <translation>%1，标签：%2</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupsPage</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Backup filters</source>
        <translation>备份筛选</translation>
    </message>
    <message>
        <source>Search backups</source>
        <translation>搜索备份</translation>
    </message>
    <message>
        <source>Backup details</source>
        <translation>备份详情</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Restore this backup, or a part of it, to phones</source>
        <translation>将此备份或其中一部分恢复到手机</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即校验</translation>
    </message>
    <message>
        <source>Read the selected backups whole and check every byte</source>
        <translation>完整读取所选备份并校验每个字节</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write what this backup holds to a tar file on this computer</source>
        <translation>将此备份的内容写入本机的 tar 文件</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Delete the selected backups, after showing what that means</source>
        <translation>先显示影响，再删除所选备份</translation>
    </message>
    <message>
        <source>Copy location</source>
        <translation>复制存放位置</translation>
    </message>
    <message>
        <source>Copy where this backup lies</source>
        <translation>复制此备份的存放位置</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Read the list anew</source>
        <translation>重新读取列表</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>The catalog cannot be read</source>
        <translation>无法读取目录</translation>
    </message>
    <message>
        <source>No backup matches</source>
        <translation>没有匹配的备份</translation>
    </message>
    <message>
        <source>No backups yet</source>
        <translation>还没有备份</translation>
    </message>
    <message>
        <source>Select phones on the Phones page and back them up, or rescan a store that holds some.</source>
        <translation>请在“手机”页面选择手机进行备份，或重新扫描已有备份的存储。</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) selected of %1</source>
        <translation>
            <numerusform>共 %1 个备份，已选择 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Select a backup to see more about it.</source>
        <translation>选择一个备份以查看详情。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lost or changed while they were read</source>
        <translation>
            <numerusform>%n 个文件在读取时丢失或发生变化</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Android</source>
        <translation>Android</translation>
    </message>
    <message>
        <source>%1 (API %2), %3</source>
        <translation>%1（API %2），%3</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Whole phone</source>
        <translation>整机</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 files, %2</source>
        <translation>%1 个文件，%2</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储大小</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>校验时间</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Export backup</source>
        <translation>导出备份</translation>
    </message>
    <message>
        <source>Tar files (*.tar)</source>
        <translation>Tar 文件 (*.tar)</translation>
    </message>
    <message>
        <source>Exporting to %1…</source>
        <translation>正在导出到 %1…</translation>
    </message>
    <message>
        <source>Undo delete</source>
        <translation>撤销删除</translation>
    </message>
    <message>
        <source>Keep the backups that were to be deleted</source>
        <translation>保留即将删除的备份</translation>
    </message>
    <message>
        <source>Versions of a file</source>
        <translation>文件的各版本</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Keep retention from the selected backups, or let go of them</source>
        <translation>使保留规则不删除所选备份，或取消固定</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>yes: retention leaves it alone</source>
        <translation>是：保留规则不会删除它</translation>
    </message>
    <message numerus="yes">
        <source>%n pinned backup(s) will not be deleted. Unpin first what shall go.</source>
        <translation>
            <numerusform>%n 个已固定的备份不会被删除。如需删除，请先取消固定。</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy to store…</source>
        <translation>复制到存储…</translation>
    </message>
    <message>
        <source>Copy the selected backups to another store, as backups of their own</source>
        <translation>将所选备份复制到另一个存储，成为独立的备份</translation>
    </message>
    <message>
        <source>Restore drill</source>
        <translation>恢复演练</translation>
    </message>
    <message>
        <source>Restore this backup to an emulated phone and compare everything there</source>
        <translation>将此备份恢复到一台模拟手机，并在其上逐项比对</translation>
    </message>
    <message>
        <source>A restore drill of backup %1 has begun; its restore is among the jobs.</source>
        <translation>备份 %1 的恢复演练已开始，其恢复任务可在“任务”中查看。</translation>
    </message>
    <message>
        <source>One backup is restored at a time, and only one that is whole and in its store.</source>
        <translation>一次只能恢复一个备份，且该备份须完整并存在于其存储中。</translation>
    </message>
    <message>
        <source>Restore drills</source>
        <translation>恢复演练</translation>
    </message>
    <message>
        <source>Words in any order, also parts of words; misspelt ones are found too.
name:nightly  phone:golden  app:wechat  group:shop  tag:live  owner:me
size:&gt;1G  android:13  since:2026-01-31  age:&lt;2w
"two words" together, !word without it.</source>
        <translation>词语顺序不限，可只输入一部分；拼写有误也能找到。
name:nightly  phone:golden  app:微信  group:shop  tag:live  owner:me
size:&gt;1G  android:13  since:2026-01-31  age:&lt;2w
"两个 词" 表示连在一起，!词 表示不包含。</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Give the selected backups tags, or take tags from them</source>
        <translation>给选中的备份添加标签，或去掉它们的标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Tags of %n backup(s)</source>
        <translation>
            <numerusform>%n 个备份的标签(&amp;T)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BackupsPresenter</name>
    <message>
        <source>%1 entries (%2) were written to %3.</source>
        <translation>已将 %1 个条目（%2）写入 %3。</translation>
    </message>
    <message>
        <source>%1 %2 could not be written; the first: %3: %4.</source>
        <translation>%1 有 %2 个无法写入；第一个：%3：%4。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Made in the last</source>
        <translation>备份于最近</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Store</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BatchNotices</name>
    <message numerus="yes">
        <source>Holdfast was ended before %n job(s) could be completed. Nothing partial was kept in the stores. Begin again with Retry.</source>
        <translation>
            <numerusform>Holdfast 结束时有 %n 个任务未完成。存储中没有留下不完整的内容。可点击“重试”重新开始。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 done: %n job(s).</source>
        <extracomment>%1 is what was done, as in "Backup done: 3 jobs."</extracomment>
        <translation>
            <numerusform>%1已完成：%n 个任务。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BatchPanel</name>
    <message>
        <source>Batch progress</source>
        <translation>批次进度</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>%1 个已完成</translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>%1 个运行中</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 个失败</translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation>%1 个已取消</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::BucketForm</name>
    <message>
        <source>Settings of the bucket</source>
        <translation>存储桶设置</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>存储桶</translation>
    </message>
    <message>
        <source>Folder in the bucket</source>
        <translation>存储桶中的文件夹</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点地址</translation>
    </message>
    <message>
        <source>Where the secret is</source>
        <translation>Secret 的位置</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>访问密钥</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Name of the secret's place</source>
        <translation>Secret 位置的名称</translation>
    </message>
    <message>
        <source>Check of new backups</source>
        <translation>新备份的校验</translation>
    </message>
    <message>
        <source>As thorough as the service's own checks need</source>
        <translation>按服务自身校验的需要决定</translation>
    </message>
    <message>
        <source>Read every byte back</source>
        <translation>回读每个字节</translation>
    </message>
    <message>
        <source>Read the index and samples back</source>
        <translation>回读索引和样本</translation>
    </message>
    <message>
        <source>Trust the service's own hash, read the index</source>
        <translation>信任服务自身的哈希，仅回读索引</translation>
    </message>
    <message>
        <source>Days of the lock</source>
        <translation>锁定天数</translation>
    </message>
    <message>
        <source>Who may take a lock away</source>
        <translation>谁可以解除锁定</translation>
    </message>
    <message>
        <source>Those with a special right</source>
        <translation>有特别权限的人</translation>
    </message>
    <message>
        <source>Nobody at all</source>
        <translation>任何人都不可以</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>Encryption at the service</source>
        <translation>服务端加密</translation>
    </message>
    <message>
        <source>As the bucket is set up</source>
        <translation>按存储桶的设置</translation>
    </message>
    <message>
        <source>AES-256, keys of the service</source>
        <translation>AES-256，由服务保管密钥</translation>
    </message>
    <message>
        <source>Key service (KMS)</source>
        <translation>密钥服务（KMS）</translation>
    </message>
    <message>
        <source>Key of the key service</source>
        <translation>密钥服务的密钥</translation>
    </message>
    <message>
        <source>the service's own</source>
        <translation>服务默认密钥</translation>
    </message>
    <message>
        <source>Tags of the objects</source>
        <translation>对象标签</translation>
    </message>
    <message>
        <source>Where the bucket stands</source>
        <translation>存储桶的写法</translation>
    </message>
    <message>
        <source>As the service is known for</source>
        <translation>按该服务的惯例</translation>
    </message>
    <message>
        <source>In the host's name</source>
        <translation>在主机名中</translation>
    </message>
    <message>
        <source>In the path</source>
        <translation>在路径中</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>those of this computer</source>
        <translation>本机已信任的证书</translation>
    </message>
    <message>
        <source>Allow http:// to another computer</source>
        <translation>允许以 http:// 连接其他计算机</translation>
    </message>
    <message>
        <source>Size of the first parts</source>
        <translation>首批分段的大小</translation>
    </message>
    <message>
        <source>Silence before a connection is given up</source>
        <translation>连接无响应多久后放弃</translation>
    </message>
    <message>
        <source>Wait for a service that stopped answering</source>
        <translation>服务停止响应时的等待时间</translation>
    </message>
    <message>
        <source>the service's usual one</source>
        <translation>服务的默认类型</translation>
    </message>
    <message>
        <source>no lock</source>
        <translation>不锁定</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Keep it in the system's key store</source>
        <translation>保存在系统密钥库中</translation>
    </message>
    <message>
        <source>Keep it in a file that only you can read</source>
        <translation>保存在只有您能读取的文件中</translation>
    </message>
    <message>
        <source>Read it from a file each time</source>
        <translation>每次从文件读取</translation>
    </message>
    <message>
        <source>Read it from an environment variable each time</source>
        <translation>每次从环境变量读取</translation>
    </message>
    <message>
        <source>A profile of the AWS tools</source>
        <translation>AWS 工具的配置文件</translation>
    </message>
    <message>
        <source>AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY</source>
        <translation>AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY</translation>
    </message>
    <message>
        <source>Place and keys</source>
        <translation>位置和密钥</translation>
    </message>
    <message>
        <source>New backups</source>
        <translation>新备份</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Secret of the key</source>
        <translation>访问密钥的 Secret</translation>
    </message>
    <message>
        <source>Choose the secret's file</source>
        <translation>选择 Secret 文件</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Lock each for</source>
        <translation>每个备份锁定</translation>
    </message>
    <message>
        <source>The lock can be taken away by</source>
        <translation>可解除锁定者</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>A lock needs a bucket that is set up for it (object lock). Classes whose objects cannot be read at once are of no use: each backup is read back.</source>
        <translation>锁定要求存储桶已启用对象锁定。不能立即读取的存储类型不适用：每个备份都要回读。</translation>
    </message>
    <message>
        <source>Bucket stands</source>
        <translation>存储桶位于</translation>
    </message>
    <message>
        <source>Certificates to trust</source>
        <translation>信任的证书</translation>
    </message>
    <message>
        <source>Choose a file of certificates</source>
        <translation>选择证书文件</translation>
    </message>
    <message>
        <source>Write in parts of</source>
        <translation>分段大小</translation>
    </message>
    <message>
        <source>A connection may be silent for</source>
        <translation>连接允许无响应</translation>
    </message>
    <message>
        <source>Wait for the service for</source>
        <translation>等待服务</translation>
    </message>
    <message>
        <source>So long a backup or restore that has begun waits for a service that does not answer any more, before it fails. With http:// everybody on the way can read all.</source>
        <translation>服务不再响应时，已开始的备份或恢复会等待这么久才失败。使用 http:// 时，途中任何人都能读取全部内容。</translation>
    </message>
    <message>
        <source>The secret is kept by your desktop's key store and nowhere else.</source>
        <translation>Secret 只保存在桌面的密钥库中。</translation>
    </message>
    <message>
        <source>The secret is written, not encrypted, to a file of the data folder that only you can read. Whoever copies the data folder has it.</source>
        <translation>Secret 不加密地写入数据文件夹中只有您能读取的文件。复制数据文件夹的人也会得到它。</translation>
    </message>
    <message>
        <source>The first line of the file is the secret. Holdfast keeps the file's name only.</source>
        <translation>文件的第一行即为 Secret。Holdfast 只保存文件名。</translation>
    </message>
    <message>
        <source>Holdfast keeps the variable's name only. It must be set whenever Holdfast runs.</source>
        <translation>Holdfast 只保存变量名。每次运行 Holdfast 时都必须设置该变量。</translation>
    </message>
    <message>
        <source>Key and secret are read from ~/.aws/credentials each time. Holdfast keeps the profile's name only.</source>
        <translation>每次从 ~/.aws/credentials 读取访问密钥和 Secret。Holdfast 只保存配置名称。</translation>
    </message>
    <message>
        <source>Key and secret are read from the environment each time. Holdfast keeps neither.</source>
        <translation>每次从环境变量读取访问密钥和 Secret。Holdfast 两者都不保存。</translation>
    </message>
    <message>
        <source>File of the secret</source>
        <translation>Secret 文件</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>配置名称</translation>
    </message>
    <message>
        <source>Name the bucket.</source>
        <translation>请填写存储桶名称。</translation>
    </message>
    <message>
        <source>Name the server's endpoint.</source>
        <translation>请填写服务器的端点地址。</translation>
    </message>
    <message>
        <source>Name the bucket's region.</source>
        <translation>请填写存储桶所在区域。</translation>
    </message>
    <message>
        <source>Give the access key.</source>
        <translation>请填写访问密钥。</translation>
    </message>
    <message>
        <source>Give the secret of the access key.</source>
        <translation>请填写访问密钥的 Secret。</translation>
    </message>
    <message>
        <source>Say where the secret is.</source>
        <translation>请填写 Secret 的位置。</translation>
    </message>
    <message>
        <source>as it is kept</source>
        <translation>保持不变</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::CommandPalette</name>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令列表</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Type a part of a command</source>
        <translation>输入命令的一部分</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::ConnectDialog</name>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Connect phones</source>
        <translation>连接手机</translation>
    </message>
    <message>
        <source>One address a line, as HOST:PORT. A range such as 10.0.0.11-30:5555 names many phones. Without a port, 5555 is used.</source>
        <translation>每行一个地址，格式为 主机:端口。10.0.0.11-30:5555 这样的范围表示多台手机。未写端口时使用 5555。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Not an address: %1</source>
        <translation>不是地址：%1</translation>
    </message>
    <message numerus="yes">
        <source>Connect %n phone(s)</source>
        <translation>
            <numerusform>连接 %n 台手机</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Connected: %1</source>
        <translation>已连接：%1</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::ContentsModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改时间</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::CopyDialog</name>
    <message>
        <source>To the store</source>
        <translation>目标存储</translation>
    </message>
    <message>
        <source>Folder in it</source>
        <translation>其中的文件夹</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n backup(s)</source>
        <translation>
            <numerusform>复制 %n 个备份</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy to a store</source>
        <translation>复制到存储</translation>
    </message>
    <message>
        <source>top of the store</source>
        <translation>存储的顶层</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Each copy is a backup of its own: it is checked, can be restored and is deleted by itself.</source>
        <translation>每个副本都是独立的备份：单独校验，可用于恢复，也可单独删除。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::DataTable</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::DeleteDialog</name>
    <message>
        <source>Looking at what this would delete…</source>
        <translation>正在查看将删除的内容…</translation>
    </message>
    <message>
        <source>Phones without any backup afterwards</source>
        <translation>删除后没有任何备份的手机</translation>
    </message>
    <message>
        <source>Delete the last backup of these phones too</source>
        <translation>同时删除这些手机的最后一个备份</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n backup(s)</source>
        <translation>
            <numerusform>删除 %n 个备份</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete backups</source>
        <translation>删除备份</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) would be left without any backup:</source>
        <translation>
            <numerusform>%n 台手机将没有任何备份：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) will be deleted, which frees %1 in the store. It can be taken back for %2 seconds, and not any more after that.</source>
        <translation>
            <numerusform>将删除 %n 个备份，在存储中释放 %1。%2 秒内可以撤销，之后无法撤销。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::Drills</name>
    <message>
        <source>%1: passed; %2 entries are as they were backed up</source>
        <translation>%1：通过；%2 个条目与备份时一致</translation>
    </message>
    <message>
        <source>%1: failed; %2 of %3 entries differ</source>
        <translation>%1：未通过；%3 个条目中有 %2 个不一致</translation>
    </message>
    <message>
        <source>%1: failed. %2</source>
        <translation>%1：未通过。%2</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1：未通过</translation>
    </message>
    <message>
        <source>Restore drill of backup %1: it was restored to an emulated phone, and all %2 entries are as they were backed up.</source>
        <translation>备份 %1 的恢复演练：已恢复到一台模拟手机，全部 %2 个条目与备份时一致。</translation>
    </message>
    <message>
        <source>Restore drill of backup %1, %2</source>
        <translation>备份 %1 的恢复演练，%2</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::EmulatorDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Android version</source>
        <translation>Android 版本</translation>
    </message>
    <message>
        <source>Sample files</source>
        <translation>示例文件</translation>
    </message>
    <message>
        <source>Create and start</source>
        <translation>创建并启动</translation>
    </message>
    <message>
        <source>New emulated phone</source>
        <translation>新建模拟手机</translation>
    </message>
    <message>
        <source>A phone on this computer for trying things out: a folder with Android's own shell behind the adb protocol.</source>
        <translation>本机上用于试用的手机：一个文件夹加上 Android 自带的 shell，通过 adb 协议访问。</translation>
    </message>
    <message>
        <source>Android %1</source>
        <translation>Android %1</translation>
    </message>
    <message>
        <source>A few files</source>
        <translation>少量文件</translation>
    </message>
    <message>
        <source>Some thousand files, 320 MB</source>
        <translation>数千个文件，320 MB</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::FactsView</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::FirstRunPanel</name>
    <message>
        <source>Three steps to the first backup</source>
        <translation>三步完成首次备份</translation>
    </message>
    <message>
        <source>Do not show again</source>
        <translation>不再显示</translation>
    </message>
    <message>
        <source>Add store…</source>
        <translation>添加存储…</translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) online</source>
        <translation>
            <numerusform>%n 台手机在线</numerusform>
        </translation>
    </message>
    <message>
        <source>Find phones</source>
        <translation>查找手机</translation>
    </message>
    <message numerus="yes">
        <source>%n store(s) for backups</source>
        <translation>
            <numerusform>%n 个备份存储</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a store, the place for backups</source>
        <translation>添加存储（存放备份的位置）</translation>
    </message>
    <message>
        <source>Select phones below and back them up</source>
        <translation>在下方选择手机并备份</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobListFilter</name>
    <message>
        <source>%1 %2</source>
        <extracomment>A batch of jobs: when they were begun and what they do, "01-15 02:00 Backup".</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobLogModel</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobModel</name>
    <message>
        <source>%1, %2 of %3</source>
        <extracomment>%1 is what a job does, %2 and %3 are sizes: "Copying files, 1.2 GiB of 3.0 GiB".</extracomment>
        <translation>%1，%2 / %3</translation>
    </message>
    <message>
        <source>no data for %1 s</source>
        <translation>%1 秒没有数据</translation>
    </message>
    <message>
        <source>%1, %2 percent</source>
        <translation>%1，百分之 %2</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a state, %2 what went wrong: "Failed: Store nas is full.…"</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Job filters</source>
        <translation>任务筛选</translation>
    </message>
    <message>
        <source>Search jobs</source>
        <translation>搜索任务</translation>
    </message>
    <message>
        <source>Each word is looked for in the phone, the kind, the message and the ids of a job. All words have to be found.</source>
        <translation>在任务的手机、类型、消息和编号中查找每个词，须全部匹配。</translation>
    </message>
    <message>
        <source>Job details</source>
        <translation>任务详情</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>取消…</translation>
    </message>
    <message>
        <source>Stop the selected jobs; nothing partial is kept</source>
        <translation>停止所选任务；不保留不完整的内容</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Begin the selected jobs that failed again, as a new batch</source>
        <translation>将所选的失败任务作为新批次重新开始</translation>
    </message>
    <message>
        <source>Show the backup</source>
        <translation>查看备份</translation>
    </message>
    <message>
        <source>Show the backup that the job is about</source>
        <translation>查看该任务对应的备份</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What went wrong and what to do</source>
        <translation>问题原因和处理办法</translation>
    </message>
    <message>
        <source>Job log</source>
        <translation>任务日志</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>No job matches</source>
        <translation>没有匹配的任务</translation>
    </message>
    <message>
        <source>No jobs yet</source>
        <translation>还没有任务</translation>
    </message>
    <message>
        <source>Backups, restores and checks appear here while they run and afterwards.</source>
        <translation>备份、恢复和校验在运行期间及结束后都显示在这里。</translation>
    </message>
    <message numerus="yes">
        <source>Retry %n job(s)</source>
        <translation>
            <numerusform>重试 %n 个任务</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) selected</source>
        <translation>
            <numerusform>已选择 %n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>A batch of jobs: what they do and when they were begun.</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>问题（%1）</translation>
    </message>
    <message>
        <source>Retry jobs with problem %1</source>
        <translation>重试有问题 %1 的任务</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Select a job to see more about it.</source>
        <translation>选择一个任务以查看详情。</translation>
    </message>
    <message>
        <source>%1 of %2 files, %3</source>
        <translation>%1 / %2 个文件，%3</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Cancel jobs</source>
        <translation>取消任务</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n job(s) now?</source>
        <translation>
            <numerusform>现在取消 %n 个任务？</numerusform>
        </translation>
    </message>
    <message>
        <source>They stop within seconds. Nothing partial is kept in the store; files that a restore has placed on a phone already stay there.</source>
        <translation>任务将在数秒内停止。存储中不会留下不完整的内容；恢复任务已放到手机上的文件会保留。</translation>
    </message>
    <message>
        <source>Cancel the jobs</source>
        <translation>取消这些任务</translation>
    </message>
    <message>
        <source>Let them run</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Why, and what to do</source>
        <translation>原因和处理办法</translation>
    </message>
    <message>
        <source>What is left</source>
        <translation>留下的内容</translation>
    </message>
    <message>
        <source>Technical words</source>
        <translation>技术信息</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Let the selected jobs wait for their turn again</source>
        <translation>让所选任务重新排队等待</translation>
    </message>
    <message>
        <source>Do not begin the selected jobs that wait; those that run go on to their end</source>
        <translation>暂不开始所选的等待中任务；正在运行的任务会执行到结束</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy all that is known of this job, to send it to somebody who can help</source>
        <translation>复制此任务的全部已知信息，以便发送给能提供帮助的人</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No command does on its own what this job does.</source>
        <translation>没有单独的命令能完成此任务所做的事。</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>正在等待</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::Leaving</name>
    <message>
        <source>Holdfast quits as soon as all jobs have ended. Close it again to choose anew.</source>
        <translation>所有任务结束后 Holdfast 将自动退出。再次关闭可重新选择。</translation>
    </message>
    <message>
        <source>Holdfast goes on here with its jobs. A click on its icon opens it again.</source>
        <translation>Holdfast 会在此继续执行任务。点击图标可重新打开窗口。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::ListPage</name>
    <message>
        <source>What the search understands</source>
        <translation>搜索语法</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>清除选择</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show or hide the filters</source>
        <translation>显示或隐藏筛选条件</translation>
    </message>
    <message>
        <source>Filter (%1)</source>
        <translation>筛选 (%1)</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Change the search or the filters.</source>
        <translation>请修改搜索内容或筛选条件。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::LogDialog</name>
    <message>
        <source>Search log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>跟随最新(&amp;F)</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>%1 of %2 lines</source>
        <translation>%1 / %2 行</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::LogModel</name>
    <message>
        <source>Debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The layout will be as it was at first when Holdfast is started the next time.</source>
        <translation>下次启动 Holdfast 时将恢复初始布局。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Add store…</source>
        <translation>添加存储…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Show or hide details</source>
        <translation>显示或隐藏详情</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>&amp;Phones</source>
        <translation>手机(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Backups</source>
        <translation>备份(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>任务(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Stores</source>
        <translation>存储(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>About Holdfast</source>
        <translation>关于 Holdfast</translation>
    </message>
    <message>
        <source>Activity: %1</source>
        <translation>当前活动：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n 台在线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not done yet</source>
        <translation>
            <numerusform>%n 个未完成</numerusform>
        </translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation>查看问题</translation>
    </message>
    <message>
        <source>The adb server has ended; jobs that were working on phones have stopped. It is being started again.</source>
        <translation>adb 服务已结束，正在手机上运行的任务已停止。正在重新启动该服务。</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) will be deleted in %1 seconds.</source>
        <translation>
            <numerusform>%1 秒后将删除 %n 个备份。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The adb server had ended and runs again. Retry the jobs that it stopped.</source>
        <translation>adb 服务曾经结束，现已重新运行。请重试因此停止的任务。</translation>
    </message>
    <message numerus="yes">
        <source>The adb server had ended and runs again. It has forgotten %n phone(s) that had been connected over the network.</source>
        <translation>
            <numerusform>adb 服务曾经结束，现已重新运行。之前通过网络连接的 %n 台手机已断开。</numerusform>
        </translation>
    </message>
    <message>
        <source>Connect them again</source>
        <translation>重新连接</translation>
    </message>
    <message numerus="yes">
        <source>%n store(s) in order</source>
        <translation>
            <numerusform>%n 个存储响应正常</numerusform>
        </translation>
    </message>
    <message>
        <source>Store %1: %2</source>
        <translation>存储 %1：%2</translation>
    </message>
    <message>
        <source>Stores: %1</source>
        <translation>存储：%1</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>P&amp;olicies</source>
        <translation>策略(&amp;O)</translation>
    </message>
    <message>
        <source>Open the log</source>
        <translation>打开日志</translation>
    </message>
    <message numerus="yes">
        <source>%n store(s) cannot be used now</source>
        <translation>
            <numerusform>%n 个存储暂不可用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Dismiss notice</source>
        <translation>关闭通知</translation>
    </message>
    <message>
        <source>Dismiss notice: %1</source>
        <extracomment>For a screen reader; %1 is the text of the notice.</extracomment>
        <translation>关闭通知：%1</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::OpeningDialog</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>The catalog is being opened.</source>
        <translation>正在打开目录。</translation>
    </message>
    <message>
        <source>The catalog of an earlier Holdfast is brought up to date, so that its backups can be searched. This is done once.</source>
        <translation>正在更新旧版 Holdfast 的目录，以便搜索其中的备份。只需进行一次。</translation>
    </message>
    <message>
        <source>%1 of %2 backups</source>
        <translation>%1 / %2 个备份</translation>
    </message>
    <message>
        <source>Stopping. The next start begins it again.</source>
        <translation>正在停止。下次启动时重新开始。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhoneBackupsView</name>
    <message>
        <source>Backups of this phone</source>
        <translation>此手机的备份</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhoneFileModel</name>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改时间</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhoneGroupDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>分组名称</translation>
    </message>
    <message>
        <source>No group</source>
        <translation>不分组</translation>
    </message>
    <message numerus="yes">
        <source>The &amp;group of %n phone(s); a phone is in one group at most</source>
        <translation>
            <numerusform>%n 台手机的分组；每台手机最多属于一个分组(&amp;G)</numerusform>
        </translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PhonesPage</name>
    <message>
        <source>Phones</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Phone filters</source>
        <translation>手机筛选</translation>
    </message>
    <message>
        <source>Search phones</source>
        <translation>搜索手机</translation>
    </message>
    <message>
        <source>Phone details</source>
        <translation>手机详情</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Back up the selected phones</source>
        <translation>备份所选手机</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Restore a backup to the selected phones</source>
        <translation>将备份恢复到所选手机</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>连接…</translation>
    </message>
    <message>
        <source>Connect phones by their addresses</source>
        <translation>按地址连接手机</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连接</translation>
    </message>
    <message>
        <source>Let the adb server forget the selected phones</source>
        <translation>让 adb 服务断开所选手机</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Read the list of phones anew</source>
        <translation>重新读取手机列表</translation>
    </message>
    <message>
        <source>New emulated phone…</source>
        <translation>新建模拟手机…</translation>
    </message>
    <message>
        <source>Make a phone on this computer for trying things out</source>
        <translation>在本机创建一台用于试用的手机</translation>
    </message>
    <message>
        <source>Start emulated phone</source>
        <translation>启动模拟手机</translation>
    </message>
    <message>
        <source>Start the selected emulated phones</source>
        <translation>启动所选模拟手机</translation>
    </message>
    <message>
        <source>Stop emulated phone</source>
        <translation>停止模拟手机</translation>
    </message>
    <message>
        <source>Stop the selected emulated phones</source>
        <translation>停止所选模拟手机</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Backups of this phone</source>
        <translation>此手机的备份</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>The phones cannot be listed</source>
        <translation>无法列出手机</translation>
    </message>
    <message>
        <source>Looking for phones</source>
        <translation>正在查找手机</translation>
    </message>
    <message>
        <source>The adb server is being asked.</source>
        <translation>正在询问 adb 服务。</translation>
    </message>
    <message>
        <source>No phone matches</source>
        <translation>没有匹配的手机</translation>
    </message>
    <message>
        <source>No phones yet</source>
        <translation>还没有手机</translation>
    </message>
    <message>
        <source>Connect phones by their addresses, plug one in, or try Holdfast with an emulated one.</source>
        <translation>可以按地址连接手机、插入手机，或用模拟手机试用 Holdfast。</translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) selected</source>
        <translation>
            <numerusform>已选择 %n 台手机</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of them not online</source>
        <translation>%1，其中 %2 台不在线</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Select a phone to see more about it.</source>
        <translation>选择一台手机以查看详情。</translation>
    </message>
    <message>
        <source>no: only what the shell user may read</source>
        <translation>否：只能读取 shell 用户可访问的内容</translation>
    </message>
    <message>
        <source>yes, by adb root</source>
        <translation>是，通过 adb root</translation>
    </message>
    <message>
        <source>yes, by su</source>
        <translation>是，通过 su</translation>
    </message>
    <message>
        <source>%1 free of %2</source>
        <translation>剩余 %1，共 %2</translation>
    </message>
    <message>
        <source>Stopped. Start it from its menu.</source>
        <translation>已停止。可从右键菜单启动。</translation>
    </message>
    <message>
        <source>%1 (API %2)</source>
        <translation>%1（API %2）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Android</source>
        <translation>Android</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>Root</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储空间</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>上次备份</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Hardware serial</source>
        <translation>硬件序列号</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Not connected. Connect it by its address, or plug it in.</source>
        <translation>未连接。请按地址连接，或插入手机。</translation>
    </message>
    <message>
        <source>Apps</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Each word is looked for in the name, serial, model, group, tags and Android version of a phone. All words have to be found.</source>
        <translation>在手机的名称、序列号、型号、分组、标签和 Android 版本中查找每个词，须全部匹配。</translation>
    </message>
    <message>
        <source>Group…</source>
        <translation>分组…</translation>
    </message>
    <message>
        <source>Put the selected phones into a group</source>
        <translation>将所选手机放入分组</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Give the selected phones tags, or take some away</source>
        <translation>为所选手机添加或移除标签</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Tags of %n phone(s)</source>
        <translation>
            <numerusform>%n 台手机的标签(&amp;T)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PoliciesPage</name>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>下次执行</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>上次执行</translation>
    </message>
    <message>
        <source>Policy details</source>
        <translation>策略详情</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>What would be kept</source>
        <translation>保留预览</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储大小</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>No policies yet</source>
        <translation>尚无策略</translation>
    </message>
    <message>
        <source>A policy backs phones up by itself, again and again, and lets old backups go.</source>
        <translation>策略会自动定期备份手机，并清理旧备份。</translation>
    </message>
    <message>
        <source>Policy %1 was added. “holdfast-cli daemon” begins its runs.</source>
        <translation>已添加策略 %1。由“holdfast-cli daemon”按时执行。</translation>
    </message>
    <message>
        <source>Add policy…</source>
        <translation>添加策略…</translation>
    </message>
    <message>
        <source>Back up phones by themselves, again and again</source>
        <translation>自动定期备份手机</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>立即执行</translation>
    </message>
    <message>
        <source>Begin a run of the selected policy, whatever the time</source>
        <translation>立即执行所选策略</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Let the selected policy rest, or begin its runs again</source>
        <translation>暂停所选策略，或恢复其执行</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Forget the selected policy; its backups stay</source>
        <translation>移除所选策略；其备份会保留</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复执行</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Select a policy to see more about it.</source>
        <translation>请选择一个策略以查看详情。</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) would be deleted now; frees %1</source>
        <translation>
            <numerusform>现在会删除 %n 个备份，释放 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing would be deleted now</source>
        <translation>现在不会删除任何备份</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Next runs, once resumed</source>
        <translation>恢复后的后续执行</translation>
    </message>
    <message>
        <source>Next runs</source>
        <translation>后续执行</translation>
    </message>
    <message>
        <source>Keeps</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留规则</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Remove a policy</source>
        <translation>移除策略</translation>
    </message>
    <message>
        <source>Remove policy %1?</source>
        <translation>要移除策略 %1 吗？</translation>
    </message>
    <message>
        <source>No more runs are begun. Its backups stay, and retention leaves them alone.</source>
        <translation>不再开始新的执行。其备份会保留，保留规则也不会删除它们。</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Copies to</source>
        <translation>副本存储</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Policy %1 was changed.</source>
        <translation>策略 %1 已更改。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Change what the selected policy does; its runs and backups stay</source>
        <translation>更改所选策略的内容；其执行记录和备份保留</translation>
    </message>
    <message>
        <source>Restore drill</source>
        <translation>恢复演练</translation>
    </message>
    <message>
        <source>Restore a backup of the selected policy to an emulated phone and compare it</source>
        <translation>将所选策略的一个备份恢复到模拟手机并进行比对</translation>
    </message>
    <message>
        <source>A restore drill of policy %1 has begun; its restore is among the jobs.</source>
        <translation>策略 %1 的恢复演练已开始，其恢复任务可在“任务”中查看。</translation>
    </message>
    <message>
        <source>What that means</source>
        <translation>这意味着</translation>
    </message>
    <message>
        <source>It begins no runs. Its backups stay. Open it with the program that made it, or remove it and add it anew.</source>
        <translation>该策略不会执行，其备份保留。请用创建它的程序打开，或将其移除后重新添加。</translation>
    </message>
    <message>
        <source>Technical words</source>
        <translation>技术信息</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PolicyCommands</name>
    <message>
        <source>Here, before</source>
        <translation>本机，备份前</translation>
    </message>
    <message>
        <source>Here, after</source>
        <translation>本机，备份后</translation>
    </message>
    <message>
        <source>On the phone, before</source>
        <translation>手机上，备份前</translation>
    </message>
    <message>
        <source>On the phone, after</source>
        <translation>手机上，备份后</translation>
    </message>
    <message>
        <source>Each at most</source>
        <translation>每条最长</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Commands around each backup. If one before it fails, the backup is not made; those after it run in any case, and what they are told is in HOLDFAST_STATUS and other variables.</source>
        <translation>每次备份前后执行的命令。备份前的命令失败时不进行备份；备份后的命令总会执行，结果通过 HOLDFAST_STATUS 等变量告知。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PolicyCopies</name>
    <message>
        <source>Store of the copies</source>
        <translation>副本的存储</translation>
    </message>
    <message>
        <source>Folder in it</source>
        <translation>其中的文件夹</translation>
    </message>
    <message>
        <source>top of the store</source>
        <translation>存储的顶层</translation>
    </message>
    <message>
        <source>Copies: %1</source>
        <translation>副本：%1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Each backup that has been checked is copied to a second store, where it stays by rules of its own.</source>
        <translation>每个校验通过的备份都会复制到第二个存储，并按单独的规则保留。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PolicyDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Which phones</source>
        <translation>哪些手机</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>&amp;Whole phone</source>
        <translation>整机(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Apps and paths, one a line</source>
        <translation>应用和路径，每行一个(&amp;A)</translation>
    </message>
    <message>
        <source>Apps and paths</source>
        <translation>应用和路径</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Add policy</source>
        <translation>添加策略</translation>
    </message>
    <message>
        <source>Add a policy</source>
        <translation>添加策略</translation>
    </message>
    <message>
        <source>Parts of the policy</source>
        <translation>策略各部分</translation>
    </message>
    <message>
        <source>Phones and contents</source>
        <translation>手机和内容</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>保留多久</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>of the group</source>
        <translation>属于分组</translation>
    </message>
    <message>
        <source>with the tag</source>
        <translation>带有标签</translation>
    </message>
    <message>
        <source>that this search finds</source>
        <translation>符合搜索</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Without a number everything is kept. The last good backup of a phone and pinned ones always stay.</source>
        <translation>不填数字则全部保留。每台手机最后一个可用备份和已固定的备份始终保留。</translation>
    </message>
    <message>
        <source>What to leave out is not right. %1</source>
        <translation>排除项不正确。%1</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>The copies need another store than the backups.</source>
        <translation>副本须使用与备份不同的存储。</translation>
    </message>
    <message>
        <source>Folder of the backups</source>
        <translation>备份所在文件夹</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>Change policy %1</source>
        <translation>更改策略 %1</translation>
    </message>
    <message>
        <source>with these names</source>
        <translation>名称为</translation>
    </message>
    <message>
        <source>top of the store</source>
        <translation>存储的顶层</translation>
    </message>
    <message>
        <source>Folder in it</source>
        <translation>其中的文件夹</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>与之前相同</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::PolicyWhen</name>
    <message>
        <source>Unit of time</source>
        <translation>时间单位</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>每</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Cron expression</source>
        <translation>cron 表达式</translation>
    </message>
    <message>
        <source>End of its time</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>Make up for a run that was missed, while there is time</source>
        <translation>在时间允许时补做错过的备份</translation>
    </message>
    <message>
        <source>Next runs</source>
        <translation>后续执行</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>周</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>as cron says</source>
        <translation>按 cron 表达式</translation>
    </message>
    <message>
        <source>On</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Cron</source>
        <translation>cron</translation>
    </message>
    <message>
        <source>Only until</source>
        <translation>仅到</translation>
    </message>
    <message>
        <source>What happens then</source>
        <translation>到时的处理</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>then stop what runs</source>
        <translation>到时停止正在执行的任务</translation>
    </message>
    <message>
        <source>then let it finish</source>
        <translation>到时让正在执行的任务完成</translation>
    </message>
    <message>
        <source>Times are those of %1.</source>
        <translation>时间以 %1 时区为准。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::QuitDialog</name>
    <message>
        <source>&amp;Finish them, then quit</source>
        <translation>完成后退出(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Cancel them and quit; nothing partial is kept</source>
        <translation>取消任务并退出；不保留任何不完整的内容(&amp;C)</translation>
    </message>
    <message>
        <source>Quit Holdfast?</source>
        <translation>退出 Holdfast？</translation>
    </message>
    <message>
        <source>Do not quit</source>
        <translation>不退出</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>Not done yet: %n job(s).</source>
        <translation>
            <numerusform>未完成：%n 个任务。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep them &amp;running and close the window; the icon beside the clock stays</source>
        <translation>继续执行(&amp;R)，只关闭窗口；Holdfast 保留在系统托盘中</translation>
    </message>
    <message>
        <source>Do &amp;not ask again</source>
        <translation>不再询问(&amp;N)</translation>
    </message>
    <message numerus="yes">
        <source>A restore tries one phone first. Left as before unless it may finish: %n other phone(s).</source>
        <translation>
            <numerusform>有一项恢复正在先试一台手机。若不等它完成，其余 %n 台手机将保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreBackupPage</name>
    <message>
        <source>Search backups</source>
        <translation>搜索备份</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Which backup?</source>
        <translation>选择备份</translation>
    </message>
    <message>
        <source>Only backups that were checked and are available can be restored.</source>
        <translation>只能恢复已校验且可用的备份。</translation>
    </message>
    <message>
        <source>&amp;One backup to all chosen phones</source>
        <translation>将一个备份恢复到所选的所有手机(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Each phone gets its own newest backup</source>
        <translation>每台手机恢复自己最新的备份(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Mapping from a file</source>
        <translation>按文件中的对应关系(&amp;M)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Choose the phones on the next page. Each is brought back to its own newest available backup, as a whole. A phone without one is left out.</source>
        <translation>请在下一页选择手机。每台手机将整体恢复到自己最新的可用备份。没有备份的手机会被排除。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>A line for each phone: its name or serial, a comma, and the id of a backup or the word newest. For example: gz-0001,newest</source>
        <translation>每台手机一行：手机名称或序列号，逗号，然后是备份编号或单词 newest。例如：gz-0001,newest</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>对应关系</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file names backups for %n phone(s).</source>
        <translation>
            <numerusform>文件为 %n 台手机指定了备份。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreCheckPage</name>
    <message>
        <source>Check results</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Leave out refused</source>
        <translation>排除被拒绝的</translation>
    </message>
    <message>
        <source>Can it work?</source>
        <translation>检查能否恢复</translation>
    </message>
    <message>
        <source>Each phone is asked for its Android version, space, root and processor. Nothing is changed.</source>
        <translation>逐台检查手机的 Android 版本、空间、root 权限和处理器，不做任何更改。</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Android</source>
        <translation>Android</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Being checked…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>拒绝：%1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>警告：%1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) still being checked</source>
        <translation>
            <numerusform>还有 %n 台手机正在检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s): %1 ready, %2 with warnings, %3 refused</source>
        <translation>
            <numerusform>%n 台手机：%1 台就绪，%2 台有警告，%3 台被拒绝</numerusform>
        </translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>There is no backup of this phone that can be restored. Leave it out.</source>
        <translation>没有可用于恢复此手机的备份。请将其排除。</translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s), all refused. Go back and choose other phones or another backup.</source>
        <translation>
            <numerusform>%n 台手机全部被拒绝。请返回选择其他手机或其他备份。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreConfirmPage</name>
    <message>
        <source>&amp;Replace them</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>Keep those that are &amp;newer on the phone</source>
        <translation>保留手机上较新的文件(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Keep them all</source>
        <translation>全部保留(&amp;K)</translation>
    </message>
    <message>
        <source>Re&amp;start the phones afterwards</source>
        <translation>完成后重启手机(&amp;S)</translation>
    </message>
    <message>
        <source>This replaces whole phones. Type how many:</source>
        <translation>此操作将替换整机数据。请输入手机台数：</translation>
    </message>
    <message>
        <source>Number of phones</source>
        <translation>手机台数</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Restore now?</source>
        <translation>确认恢复</translation>
    </message>
    <message>
        <source>Afterwards every restored file is compared with the backup on the phone.</source>
        <translation>恢复后，手机上的每个文件都会与备份比对。</translation>
    </message>
    <message>
        <source>Files that the phone has already:</source>
        <translation>手机上已有的文件：</translation>
    </message>
    <message>
        <source>The same on the command line</source>
        <translation>等效的命令行</translation>
    </message>
    <message numerus="yes">
        <source>Restore to %n phone(s)</source>
        <translation>
            <numerusform>恢复到 %n 台手机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I understand that data on %n phone(s) is replaced</source>
        <translation>
            <numerusform>我了解 %n 台手机上的数据将被替换</numerusform>
        </translation>
    </message>
    <message>
        <source>Let them take over the &amp;identity of the phone that was backed up</source>
        <translation>让它们沿用被备份手机的身份标识(&amp;I)</translation>
    </message>
    <message>
        <source>Its android_id, the ids made of it for each app, keys and accounts' tokens. Two phones with the same ones are taken for one.</source>
        <translation>包括 android_id、由其派生的各应用 ID、密钥和账号令牌。标识相同的两台手机会被当作同一台。</translation>
    </message>
    <message numerus="yes">
        <source>%n app(s)</source>
        <translation>
            <numerusform>%n 个应用</numerusform>
        </translation>
    </message>
    <message>
        <source>all of it; %1 files, %2</source>
        <translation>全部内容；%1 个文件，%2</translation>
    </message>
    <message>
        <source>a part of it; %1 files, %2</source>
        <translation>部分内容；%1 个文件，%2</translation>
    </message>
    <message>
        <source>Phone of the preview</source>
        <translation>预览的手机</translation>
    </message>
    <message>
        <source>&amp;Preview on</source>
        <translation>预览(&amp;P)</translation>
    </message>
    <message>
        <source>The phone is being asked…</source>
        <translation>正在查询手机…</translation>
    </message>
    <message>
        <source>adds %1 (%2), replaces %3, keeps %4, %5 equal already</source>
        <translation>新增 %1（%2），替换 %3，保留 %4，已相同 %5</translation>
    </message>
    <message numerus="yes">
        <source>installs %n app(s), whose data stays as it is</source>
        <translation>
            <numerusform>安装 %n 个应用，其数据保持不变</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces the data of %n app(s) as a whole</source>
        <translation>
            <numerusform>整体替换 %n 个应用的数据</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;One phone first, the others only if it succeeds</source>
        <translation>先恢复一台，成功后再恢复其余手机(&amp;O)</translation>
    </message>
    <message>
        <source>Stop after failures</source>
        <translation>失败达到此数后停止</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>S&amp;top after so many failures:</source>
        <translation>失败达到此数后停止(&amp;T)：</translation>
    </message>
    <message numerus="yes">
        <source>Restore “%1” of %2 (%3) to %n phone(s).</source>
        <translation>
            <numerusform>将 %2 的“%1”（%3）恢复到 %n 台手机。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n phone(s), each from its own newest backup.</source>
        <translation>
            <numerusform>恢复 %n 台手机，各自使用自己最新的备份。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n phone(s), each from the backup that the file names.</source>
        <translation>
            <numerusform>恢复 %n 台手机，各自使用文件中指定的备份。</numerusform>
        </translation>
    </message>
    <message>
        <source>; </source>
        <comment>between the parts of a sentence</comment>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreContentsPage</name>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What of it?</source>
        <translation>选择内容</translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <translation>%2 的 %1，%3</translation>
    </message>
    <message>
        <source>Reading the contents…</source>
        <translation>正在读取内容…</translation>
    </message>
    <message>
        <source>%1 of %2 in %3 of %4 files</source>
        <translation>%1 / %2，%3 / %4 个文件</translation>
    </message>
    <message>
        <source>&amp;Files and folders</source>
        <translation>文件和文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Apps</source>
        <translation>应用(&amp;A)</translation>
    </message>
    <message>
        <source>Of the apps</source>
        <translation>恢复范围</translation>
    </message>
    <message>
        <source>&amp;Of the apps</source>
        <translation>恢复范围(&amp;O)</translation>
    </message>
    <message>
        <source>The app and its data</source>
        <translation>应用及其数据</translation>
    </message>
    <message>
        <source>The app alone, data on the phone stays</source>
        <translation>仅应用，保留手机上的数据</translation>
    </message>
    <message>
        <source>Its data alone, the app is installed</source>
        <translation>仅数据，应用已安装</translation>
    </message>
    <message>
        <source>%1 of %2 apps</source>
        <translation>%2 个应用中的 %1 个</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestorePhonesPage</name>
    <message>
        <source>Search phones</source>
        <translation>搜索手机</translation>
    </message>
    <message>
        <source>Target phones</source>
        <translation>目标手机</translation>
    </message>
    <message>
        <source>To which phones?</source>
        <translation>选择手机</translation>
    </message>
    <message>
        <source>Tick one or many. Phones that are not online cannot be chosen.</source>
        <translation>请勾选一台或多台。不在线的手机不能选择。</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Android</source>
        <translation>Android</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) ticked</source>
        <translation>
            <numerusform>已勾选 %n 台手机</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreRun</name>
    <message numerus="yes">
        <source>The first phone was not restored as a whole. Left as before: %n other phone(s).</source>
        <translation>
            <numerusform>第一台手机未能完整恢复。其余 %n 台手机保持不变。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Failures so far: %1. Left as before: %n waiting phone(s).</source>
        <translation>
            <numerusform>已失败 %1 台。仍在等待的 %n 台手机保持不变。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RestoreWizard</name>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::RetentionForm</name>
    <message>
        <source>The newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Of days</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>Of weeks</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>Of months</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>All of the last days</source>
        <translation>最近若干天的全部</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Of hours</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>Of years</source>
        <translation>每年</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Appearance and language</source>
        <translation>外观和语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Columns and panes</source>
        <translation>列和窗格</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>传输</translation>
    </message>
    <message>
        <source>Phones at once</source>
        <translation>同时处理的手机数</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Open the log's folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Adb server</source>
        <translation>adb 服务</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>When a batch of jobs has ended</source>
        <translation>一批任务结束时</translation>
    </message>
    <message>
        <source>When something went wrong</source>
        <translation>出现问题时</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Takes effect when Holdfast is started the next time. Every backup is checked once it is stored, as thoroughly as its store says; that cannot be turned off.</source>
        <translation>下次启动 Holdfast 时生效。每个备份存储后都会按其存储的设置进行校验，此项不能关闭。</translation>
    </message>
    <message>
        <source>Closing the window while jobs run</source>
        <translation>任务执行中关闭窗口时</translation>
    </message>
    <message>
        <source>Ask what becomes of them</source>
        <translation>询问如何处理任务</translation>
    </message>
    <message>
        <source>Keep running beside the clock</source>
        <translation>在系统托盘中继续运行</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::SpeedPlot</name>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Nothing is known of the speed: the batch did not run while this window was open.</source>
        <translation>没有速度数据：该批次运行时本窗口未打开。</translation>
    </message>
    <message>
        <source>In %1: copied with %2 and checked with %3 on average, at most %4.</source>
        <extracomment>%1 is a length of time such as 12:09, the others are speeds.</extracomment>
        <translation>%1 内：平均复制 %2，平均校验 %3，最高 %4。</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::StoreDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a store</source>
        <translation>添加存储</translation>
    </message>
    <message>
        <source>Archives are kept in a folder: of a local disk, a network drive or a mounted cloud drive. Nothing that lies there is changed.</source>
        <translation>归档文件保存在文件夹中：可以是本地磁盘、网络驱动器或已挂载的云盘。其中已有的内容不会被更改。</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Folder of this computer</source>
        <translation>本机文件夹</translation>
    </message>
    <message>
        <source>Bucket of Amazon S3</source>
        <translation>Amazon S3 存储桶</translation>
    </message>
    <message>
        <source>Bucket of Alibaba Cloud OSS</source>
        <translation>阿里云 OSS 存储桶</translation>
    </message>
    <message>
        <source>Bucket of Huawei Cloud OBS</source>
        <translation>华为云 OBS 存储桶</translation>
    </message>
    <message>
        <source>Bucket of another server that speaks S3</source>
        <translation>其他兼容 S3 的服务器的存储桶</translation>
    </message>
    <message>
        <source>Write, read, list and delete a small object there, before the store is added</source>
        <translation>在添加存储之前，先在那里写入、读取、列出并删除一个小对象</translation>
    </message>
    <message>
        <source>Give the store a name.</source>
        <translation>请填写存储名称。</translation>
    </message>
    <message>
        <source>Name the folder.</source>
        <translation>请填写文件夹。</translation>
    </message>
    <message>
        <source>Change store %1</source>
        <translation>更改存储 %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Write, read, list and delete a small object there, before anything is kept</source>
        <translation>保存之前，先在那里写入、读取、列出并删除一个小对象</translation>
    </message>
    <message>
        <source>Another folder has to hold the store's archives already: copy them there first. Nothing that lies there is changed.</source>
        <translation>另选的文件夹必须已包含该存储的归档：请先将它们复制过去。那里已有的内容不会被更改。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::StoreHealth</name>
    <message>
        <source>Not looked at yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>响应正常</translation>
    </message>
    <message>
        <source>Cannot be reached</source>
        <translation>无法访问</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>证书不受信任</translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation>找不到密钥</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>密钥被拒绝</translation>
    </message>
    <message>
        <source>Bucket gone</source>
        <translation>存储桶不存在</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>出错</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::StoreScanPanel</name>
    <message>
        <source>Progress of the scan</source>
        <translation>扫描进度</translation>
    </message>
    <message>
        <source>Stop scan</source>
        <translation>停止扫描</translation>
    </message>
    <message>
        <source>Scanning %1: %2 of %3 archives found so far</source>
        <translation>正在扫描 %1：已处理 %2 个，共发现 %3 个归档文件</translation>
    </message>
    <message>
        <source>Scanning %1: looking for archives</source>
        <translation>正在扫描 %1：查找归档文件</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::StoreTestView</name>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Read back</source>
        <translation>回读</translation>
    </message>
    <message>
        <source>Read a part</source>
        <translation>部分读取</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列出</translation>
    </message>
    <message>
        <source>Refuse to overwrite</source>
        <translation>拒绝覆盖</translation>
    </message>
    <message>
        <source>Write in parts</source>
        <translation>分段写入</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>To be known</source>
        <translation>须知</translation>
    </message>
    <message>
        <source>Test results</source>
        <translation>测试结果</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>未尝试</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::StoresPage</name>
    <message>
        <source>Stores</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Add store…</source>
        <translation>添加存储…</translation>
    </message>
    <message>
        <source>Add a place for archives</source>
        <translation>添加存放归档文件的位置</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Write, read, list and delete a small object in the selected store</source>
        <translation>在所选存储中写入、读取、列出并删除一个小对象</translation>
    </message>
    <message>
        <source>Rescan</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Compare the selected store with the catalog and add backups that are not in it</source>
        <translation>将所选存储与目录比对，并添加目录中没有的备份</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Forget the selected store; what lies in it stays</source>
        <translation>移除所选存储；其中的内容保留</translation>
    </message>
    <message>
        <source>No stores yet</source>
        <translation>还没有存储</translation>
    </message>
    <message>
        <source>A store is where backups are kept. A folder of this computer is enough to begin with.</source>
        <translation>存储是保存备份的地方。本机的一个文件夹就足以开始使用。</translation>
    </message>
    <message>
        <source>Store %1 was added.</source>
        <translation>已添加存储 %1。</translation>
    </message>
    <message>
        <source>Test of %1</source>
        <translation>测试 %1</translation>
    </message>
    <message>
        <source>Store %1: %2 archives seen, %3 added, %4 confirmed, %5 missing.</source>
        <translation>存储 %1：发现 %2 个归档文件，新增 %3 个，确认 %4 个，缺失 %5 个。</translation>
    </message>
    <message>
        <source>Forget a store</source>
        <translation>移除存储</translation>
    </message>
    <message>
        <source>Forget store %1?</source>
        <translation>移除存储 %1？</translation>
    </message>
    <message>
        <source>What lies in it stays there. A store that backups refer to cannot be forgotten.</source>
        <translation>其中的内容会保留。仍有备份引用的存储不能移除。</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Kind: %1</source>
        <translation>类型：%1</translation>
    </message>
    <message>
        <source>Endpoint: %1</source>
        <translation>端点地址：%1</translation>
    </message>
    <message>
        <source>Region: %1</source>
        <translation>区域：%1</translation>
    </message>
    <message>
        <source>Access key: %1</source>
        <translation>访问密钥：%1</translation>
    </message>
    <message numerus="yes">
        <source>New backups are locked for %n day(s)</source>
        <translation>
            <numerusform>新备份锁定 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>检查时间</translation>
    </message>
    <message>
        <source>The scan of store %1 was stopped; what it found is in the catalog. The next one goes on there.</source>
        <translation>存储 %1 的扫描已停止；已发现的内容已写入目录。下次扫描将从那里继续。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Give the selected store other keys, another place or other options</source>
        <translation>更改所选存储的密钥、位置或其他选项</translation>
    </message>
    <message>
        <source>Store %1 was changed.</source>
        <translation>存储 %1 已更改。</translation>
    </message>
    <message>
        <source>Added: %1</source>
        <translation>添加时间：%1</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::TagsDialog</name>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>New tags</source>
        <translation>新标签</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>parted by commas</source>
        <translation>用逗号分隔</translation>
    </message>
    <message>
        <source>&amp;New tags</source>
        <translation>新标签(&amp;N)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A tag has at most %1 characters.</source>
        <translation>标签最多 %1 个字符。</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::Tray</name>
    <message>
        <source>Nothing is running</source>
        <translation>没有正在运行的任务</translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>%1 个运行中</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a sentence</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>Open Holdfast</source>
        <translation>打开 Holdfast</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>holdfast::ui::VersionsView</name>
    <message>
        <source>Versions of a file</source>
        <translation>文件的各版本</translation>
    </message>
    <message>
        <source>Changed on the phone</source>
        <translation>手机上的修改时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份数</translation>
    </message>
    <message>
        <source>In backups since</source>
        <translation>最早所在备份</translation>
    </message>
    <message>
        <source>In backups until</source>
        <translation>最近所在备份</translation>
    </message>
    <message>
        <source>Choose a file on the tab Contents to see what it was in other backups.</source>
        <translation>请在“内容”标签页选择一个文件，以查看它在其他备份中的版本。</translation>
    </message>
    <message>
        <source>Looking for %1…</source>
        <translation>正在查找 %1…</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n version(s) in the backups of this phone</source>
        <translation>
            <numerusform>%1：此手机的备份中有 %n 个版本</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Press Enter to show this backup.</source>
        <translation>%1。按回车键查看此备份。</translation>
    </message>
</context>
</TS>
