"""What readers are promised at each kind of target. Standard library only: ``--help`` tells it in any Python."""

RELEASES = "读者看到的总是一个完整的版本，不是旧的就是新的；切换只有一步，随时断电、断网都不会坏，可以一步退回。"
SSH = "同 file:，只是放在另一台 Linux 服务器上：总是一个完整的版本，断线不会坏，可以一步退回。"
POINTER = "每个版本放在自己的文件夹里，核对无误才换入口；从入口进来的总是一个完整的版本。已经打开的旧页面照旧可看，直到那个版本被清理。"
IN_PLACE = "每个页面总是完整的，不会缺样式；发布进行中新旧页面会并存，中断了再发布一次就会做完。"
ZIP = "压缩包写好、逐个核对后才放上去；解压后运行里面的核对脚本，能查出拷坏的文件。"
S3 = "每个页面总是完整的，不会缺样式；发布进行中新旧页面会并存，中断了再发布一次就会做完。"

GUARANTEES = {
    "file:（Linux 文件夹）": RELEASES,
    "ssh:": SSH,
    "smb:、Windows 文件夹，layout: pointer（默认）": POINTER,
    "smb:、file:，layout: in-place": IN_PLACE,
    "zip:": ZIP,
    "s3:": S3,
}
