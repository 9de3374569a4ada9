@echo off
rem Starts Headwaiter out of the folder this file is in.
rem Node keeps what it made of the TypeScript there: later starts are sooner.
if not defined NODE_COMPILE_CACHE set "NODE_COMPILE_CACHE=%~dp0.compiled"
"%~dp0node_modules\node\bin\node.exe" "%~dp0src\main\cli.ts" %*
