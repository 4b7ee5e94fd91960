@echo off
rem The commands of the program, with a console: footrehab --help
setlocal
set "PROGRAM=%~dp0program"
if not exist "%PROGRAM%\@COMPLETE@" set "PROGRAM=%~dp0program.new"
if not exist "%PROGRAM%\@COMPLETE@" set "PROGRAM=%~dp0program.former"
"%PROGRAM%\python\python.exe" -I -X utf8 -m footrehab_desktop %*
