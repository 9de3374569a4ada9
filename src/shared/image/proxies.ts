import type { ProxyServer } from '../document/index.ts'

/** The proxies for the host whose turn it is: each host begins with the next one. */
export const inTurn = <T>(list: readonly T[], turn: number): readonly T[] => {
  const at = list.length === 0 ? 0 : turn % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}

/** Where mboot finds the boot.cfg that leads it to a proxy; the server itself gives it out. */
export const bootConfigUrl = (waiterUrl: string, host: string, proxy?: ProxyServer): string => {
  const folder = proxy === undefined ? '' : `/proxy-${proxy.id}`
  return `${waiterUrl}/vmw/rbd/host/${host}${folder}/boot.cfg`
}

/** One iPXE line that tries each way in turn: `a || b || c` ends with the first that works. */
export const firstOf = (commands: readonly string[]): string => commands.join(' || ')

/** What a configuration of nginx is made of. */
export type NginxPlan = {
  /** `address:port` the proxy listens on. */
  readonly listen: string
  /** Base URL of the waiter. */
  readonly server: string
  /** Folder for the cached files, the process id and logs; the user who runs nginx can write there. */
  readonly folder: string
}

/** How hosts name the proxy. One that listens everywhere is reached at an address that is not known here. */
const baseUrlOf = (listen: string): string =>
  `http://${listen.replace(/^(?:0\.0\.0\.0|\[::\])(?=:)/, 'ADDRESS')}`

/** A word of nginx, whatever is in it. */
const quoted = (word: string): string => `"${word.replaceAll(/["\\]/g, '\\$&')}"`

/**
 * A whole configuration for `nginx -c`, for any user. Only `/vmw/cache/` is cached: its names hold the
 * digest, so a file never changes. Scripts and boot.cfg pass through, and when the server is away they
 * fail: a proxy saves time, not a boot.
 */
export const nginxConfig = ({ listen, server, folder }: NginxPlan): string => {
  const at = (name: string): string => quoted(`${folder}/${name}`)
  return `# A caching proxy in front of the waiter at ${server}.
# Make the folder ${folder}, then start it: nginx -c FILE
# and tell the lab of it: Add-ProxyServer ${baseUrlOf(listen)}

pid ${at('nginx.pid')};
error_log ${at('error.log')};
worker_processes auto;

events {
    worker_connections 1024;
}

http {
    access_log ${at('access.log')};
    client_body_temp_path ${at('body')};
    proxy_temp_path ${at('temp')};
    fastcgi_temp_path ${at('fastcgi')};
    uwsgi_temp_path ${at('uwsgi')};
    scgi_temp_path ${at('scgi')};
    proxy_cache_path ${at('cache')} keys_zone=waiter:15m max_size=1g inactive=24h use_temp_path=off;

    server {
        listen ${listen};

        # The files of images, by digest.
        location /vmw/cache/ {
            proxy_pass ${server};
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_cache waiter;
            proxy_cache_key $uri;
            proxy_cache_valid 200 1d;
            # Many hosts that ask for the same file at once cost the server one answer.
            proxy_cache_lock on;
            proxy_cache_lock_timeout 60s;
            # The server says so at once when it is away: hosts then go to it themselves.
            proxy_connect_timeout 3s;
            add_header X-Cache $upstream_cache_status;
        }

        # All else is true for one host and one moment.
        location / {
            proxy_pass ${server};
            proxy_connect_timeout 3s;
        }
    }
}
`
}
